import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { ProviderRecords } from '../../activities/ports';
import { orphanRecords, orphanRows } from '../../audit/checks/orphans';
import { checkRegister } from '../../audit/checks/register';
import type { Finding } from '../../audit/finding';
import type { Trx } from '../../storage/database';
import { manyLives } from '../storage/manyLives';
import { storedWorld, type StoredWorld } from '../storage/storedWorld';
import { damaged, decisionsOf, differing, named, providersOf, rechain, recordsIn, recountOf } from './damaged';

let stored: StoredWorld;
let sent: Readonly<{ id: string; account_id: string; channel: string }>;
beforeAll(async () => {
  stored = await storedWorld();
  await manyLives(stored);
  sent = await stored.db
    .selectFrom('attempts')
    .select(['id', 'account_id', 'channel'])
    .where('account_id', '=', 'A-word')
    .where('provider_ref', 'is not', null)
    .where('channel', '=', 'sms')
    .orderBy('decided_at')
    .limit(1)
    .executeTakeFirstOrThrow();
}, 120_000);
afterAll(() => stored.drop());

const place = (...path: string[]): string => join(stored.outbox, ...path);
const providersAfter = async (...damage: string[]): Promise<readonly string[]> =>
  named(await damaged(stored, damage, providersOf(await recordsIn(stored.outbox))));

/** Does something to a file of a provider, and puts it back. */
async function withFile<Seen>(path: string, content: string | null, look: () => Promise<Seen>): Promise<Seen> {
  const aside = `${path}.aside`;
  const isThere = await rename(path, aside).then(
    () => true,
    () => false,
  );
  if (content !== null) await writeFile(path, content);
  try {
    return await look();
  } finally {
    await rm(path, { force: true });
    if (isThere) await rename(aside, path);
  }
}

test('providers and journal match one to one where nobody did damage [AUDIT]', async () => {
  const checked = await damaged(stored, [], providersOf(await recordsIn(stored.outbox)));
  expect(named(checked)).toEqual([]);
  const files = await Promise.all(['sms', 'email', 'call', 'letters', 'legal'].map((one) => filesIn(one)));
  expect(checked.reduce((sum, { looked }) => sum + looked, 0)).toBeGreaterThanOrEqual(files.flat().length);
  expect(files.every((one) => one.length > 0)).toBe(true);
  expect(await orphans()).toEqual([]);
});

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(place(folder)).catch(() => [])).filter((name) => !name.endsWith('.pdf'));

test('a contact without a decision is found and named: a record that nobody decided [AUDIT]', async () => {
  const path = place('sms', 'A-word-999.json');
  const found = await withFile(path, '{"to":"+886912345678","subject":"","text":"pay"}', () => providersAfter());
  expect(found).toEqual(['recordWithoutDecision A-word']);
  const other = await withFile(place('email', `${sent.id}.json`), '{}', () => providersAfter());
  expect(other).toEqual(['recordWithoutDecision A-word']);
});

test('a contact without a decision is found and named: a forged row with a whole chain [AUDIT]', async () => {
  const forge = async (trx: Trx): Promise<void> => {
    await sql`insert into journal (account_id, version, type, at, body, cause, policy_hash, build, hash)
      select account_id, version + 1, 'ContactSent', at, jsonb_build_object('type', 'ContactSent', 'at', body -> 'at',
        'attemptId', 'A-word-999', 'providerRef', 'outbox:A-word-999'), 'attempt:A-word-999', policy_hash, build, hash
      from journal where account_id = 'A-word' order by version desc limit 1`.execute(trx);
    await rechain(trx, 'A-word');
  };
  const { version } = await stored.db
    .selectFrom('accounts')
    .select('version')
    .where('id', '=', 'A-word')
    .executeTakeFirstOrThrow();
  const records = await recordsIn(stored.outbox);
  expect(named(await damaged(stored, forge, providersOf(records)))).toEqual([
    `contactWithoutDecision A-word ${version + 1}`,
  ]);
  expect(named(await damaged(stored, forge, recountOf))).toEqual([`RECORD A-word ${version + 1}`]);
  expect(differing(await damaged(stored, forge, decisionsOf))).toEqual([`unexplained A-word ${version + 1}`]);
});

test('a decision without a contact is found and named: the record is gone [AUDIT]', async () => {
  const found = await withFile(place('sms', `${sent.id}.json`), null, () => providersAfter());
  const { version } = await stored.db
    .selectFrom('journal')
    .select('version')
    .where('account_id', '=', 'A-word')
    .where('type', '=', 'ContactSent')
    .where(sql<boolean>`body ->> 'attemptId' = ${sent.id}`)
    .executeTakeFirstOrThrow();
  expect(found).toEqual([`contactWithoutRecord A-word ${version}`]);
});

test.each([
  ['another text', (text: string) => text.replace('"text":"', '"text":"Pay now! '), 'text'],
  ['another number', (text: string) => text.replace('+886912345678', '+886900000000'), 'address'],
  ['nothing that can be read', () => 'not JSON', 'address, text'],
])('what a provider has under our reference is held against what we kept: %s', async (_, alter, fields) => {
  const path = place('sms', `${sent.id}.json`);
  const altered = alter(await readFile(path, 'utf8'));
  const records = await withFile(path, altered, async () =>
    damaged(stored, [], providersOf(await recordsIn(stored.outbox))),
  );
  const [finding, ...more] = records.flatMap(({ findings }) => findings);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ accountId: 'A-word', what: 'recordDiffers', kind: 'broken' });
  expect(finding!.says).toContain(fields);
});

test.each([
  ['ContactFailed', `'code', 'c'`],
  ['ContactWithdrawn', `'rule', 'HOURS'`],
  ['ContactMissed', `'rung', 'r', 'channel', 'sms', 'purpose', 'collection', 'notAfter', 1`],
])('a message that was surely not sent, as %s says, must not be at the provider', async (type, rest) => {
  const ended = `update journal set type = '${type}', body = jsonb_build_object('type', '${type}', 'at', body -> 'at',
    'attemptId', body -> 'attemptId', ${rest})
    where account_id = 'A-word' and type = 'ContactSent' and body ->> 'attemptId' = '${sent.id}'`;
  expect(await providersAfter(ended)).toEqual([expect.stringMatching(/^recordOfUnsent A-word/)]);
});

test('where nobody could say whether it was sent, one record is in order, and none', async () => {
  const unknown = `update journal set type = 'ContactOutcomeUnknown',
    body = (body || '{"type":"ContactOutcomeUnknown","code":"timeout"}'::jsonb) - 'providerRef'
    where account_id = 'A-word' and type = 'ContactSent' and body ->> 'attemptId' = '${sent.id}'`;
  expect(await providersAfter(unknown)).toEqual([]);
  expect(await withFile(place('sms', `${sent.id}.json`), null, () => providersAfter(unknown))).toEqual([]);
});

test('a text of ours that was replaced, damaged or removed is found and named, of a message and of a letter [AUDIT]', async () => {
  const [letter] = await stored.db.selectFrom('letters').selectAll().where('account_id', '=', 'A-back').execute();
  for (const id of [sent.id, letter!.register_number]) {
    const owner = id === sent.id ? 'A-word' : 'A-back';
    const found = async (statement: string) => (await providersAfter(statement)).map((one) => one.split(' ', 2));
    expect(await found(`update texts set content = '\\x00' where id = '${id}'`)).toEqual([['textIsDamaged', owner]]);
    expect(await found(`delete from texts where id = '${id}'`)).toEqual([['textIsMissing', owner]]);
    const other = `update texts set content = (select content from texts where id <> '${id}' limit 1) where id = '${id}'`;
    expect(await found(other)).toEqual([['textIsDamaged', owner]]);
    const hash = `update journal set body = jsonb_set(body, '{textSha256}', to_jsonb(repeat('0', 64)))
      where account_id = '${owner}' and coalesce(body ->> 'attemptId', body ->> 'registerNumber') = '${id}'
        and type in ('ContactReserved', 'LetterIssued')`;
    expect(await found(hash)).toEqual([['textDiffers', owner]]);
  }
});

test('of a debtor who was erased nobody can say what was written, and that is not passed [AUDIT]', async () => {
  expect(await providersAfter(`update debtors set wrapped_key = '' where id = 'D-A-word'`)).toEqual([
    'textsAreErased? A-word',
  ]);
});

test('a letter at the print house is the one that was printed, and one that never left is not there', async () => {
  const { register_number: number } = await stored.db
    .selectFrom('letters')
    .select('register_number')
    .where('account_id', '=', 'A-back')
    .orderBy('register_number')
    .limit(1)
    .executeTakeFirstOrThrow();
  const ticket = place('letters', `${number}.json`);
  const pdf = place('letters', `${number}.pdf`);
  const brief = async (path: string, content: string | null, ...statements: string[]) =>
    (await withFile(path, content, () => providersAfter(...statements))).map((one) => one.split(' ', 2).join(' '));
  expect(await brief(ticket, null)).toEqual(['letterWithoutRecord A-back']);
  expect(await brief(ticket, `{"sha256":"${'0'.repeat(64)}"}`)).toEqual(['recordDiffers A-back']);
  expect(await brief(pdf, 'another letter')).toEqual(['recordDiffers A-back']);
  // The house takes the document away and leaves the ticket.
  expect(await brief(pdf, null)).toEqual([]);
  const spoiled = `update journal set type = 'LetterSpoiled', body = jsonb_build_object('type', 'LetterSpoiled',
    'at', body -> 'at', 'registerNumber', '${number}', 'rule', 'LETTER-CLOSED')
    where account_id = 'A-back' and type = 'LetterPrinted' and body ->> 'registerNumber' = '${number}'`;
  expect((await providersAfter(spoiled)).map((one) => one.split(' ', 2).join(' '))).toEqual(['recordOfUnsent A-back']);
});

test('what follows a row that nobody can read may have been decided in it, and what comes before it cannot', async () => {
  const { version } = await stored.db
    .selectFrom('journal')
    .select('version')
    .where('account_id', '=', 'A-word')
    .where(sql<boolean>`type = 'ContactReserved' and body ->> 'attemptId' = ${sent.id}`)
    .executeTakeFirstOrThrow();
  const unread = (at: string) => `update journal set body = jsonb_set(body, '{at}', '"never"') where ${at}`;
  const reserved = `account_id = 'A-word' and version = ${version}`;
  const later = `account_id = 'A-word' and version = (select max(version) from journal where account_id = 'A-word'
    and type like 'Contact%')`;
  const without = 'contactWithoutDecision A-word';
  expect((await providersAfter(`delete from journal where ${reserved}`)).join()).toContain(without);
  const found = await providersAfter(unread(reserved));
  expect(found).toContain('eventIsUnreadable? A-word');
  expect(found.join()).not.toContain(without);
  const both = await providersAfter(`delete from journal where ${reserved}`, unread(later));
  expect(both.join()).toContain(without);
});

test('a packet at the law firm is the one that was delivered, file by file', async () => {
  const packet = place('legal', 'A-legal-R1');
  const brief = async () => (await providersAfter()).map((one) => one.split(' ', 2).join(' '));
  expect(await withFile(join(packet, 'statement.json'), '{}', brief)).toEqual(['recordDiffers A-legal']);
  const manifest = (await readFile(join(packet, 'manifest.json'), 'utf8')).replace('"bytes":', '"bytes":1');
  expect(await withFile(join(packet, 'manifest.json'), manifest, brief)).toEqual(['recordDiffers A-legal']);
  expect(await withFile(join(packet, 'manifest.json'), null, brief)).toEqual(['packetWithoutRecord A-legal']);
  await mkdir(place('legal', 'A-word-R7'));
  const strange = await withFile(place('legal', 'A-word-R7', 'manifest.json'), '{}', brief);
  await rm(place('legal', 'A-word-R7'), { recursive: true });
  expect(strange).toEqual(['recordWithoutDecision A-word']);
});

async function orphans(): Promise<readonly Finding[]> {
  const all: Finding[] = [];
  for await (const one of orphanRecords(stored.db, await recordsIn(stored.outbox))) all.push(one);
  for await (const one of orphanRows(stored.db)) all.push(one);
  return all;
}

test.each([
  ['sms', 'A-nobody-3.json', 'sms'],
  ['sms', 'no reference at all.json', 'sms'],
  ['letters', 'TWL-987654.json', 'print house'],
])('a record that belongs to no account is found: %s/%s', async (folder, name, says) => {
  const found = await withFile(place(folder, name), '{}', orphans);
  expect(found).toMatchObject([{ check: 'providers', accountId: '-', kind: 'broken', what: 'recordOfNobody' }]);
  expect(found[0]!.says).toContain(says);
  expect(found[0]!.says).toContain(name.replace('.json', ''));
});

test('rows of an account that was removed are found, list by list', async () => {
  const found = await damaged(stored, [`delete from accounts where id = 'A-word'`], async (trx) => {
    const all: Finding[] = [];
    for await (const one of orphanRows(trx)) all.push(one);
    return all;
  });
  expect(found.map(({ accountId, what }) => `${accountId} ${what}`)).toContain('A-word accountIsMissing');
  expect(found.map(({ says }) => says.replace(/^\d+ rows of (\w+) .*/, '$1'))).toEqual(
    expect.arrayContaining(['journal', 'attempts', 'turns']),
  );
});

/** Every row of an account, and what providers have of it, as if it had never been. */
const LISTS = ['journal', 'turns', 'attempts', 'payments', 'letters', 'referrals', 'escalations', 'claims', 'inbox'];
const removed = (...kept: string[]): string[] => [
  ...LISTS.filter((list) => !kept.includes(list)).map((list) =>
    list === 'claims'
      ? `delete from claims where attempt_id like 'A-word-%'`
      : `delete from ${list} where account_id = 'A-word'`,
  ),
  ...(kept.includes('texts') ? [] : [`delete from texts where debtor_id = 'D-A-word'`]),
  `delete from accounts where id = 'A-word'`,
];
const rowsAfter = (damage: readonly string[]): Promise<readonly string[]> =>
  damaged(stored, damage, async (trx) => {
    const all: Finding[] = [];
    for await (const one of orphanRows(trx)) all.push(one);
    return all.map(({ accountId, what, says }) => `${accountId} ${what}: ${says}`);
  });

test('an account that was removed with all its lists is found by what it leaves elsewhere [AUDIT]', async () => {
  expect(await rowsAfter(removed())).toEqual([]);
  expect(await rowsAfter(removed('texts'))).toEqual([
    expect.stringMatching(/^- rowOfNobody: \d+ rows of texts .*A-word-\d+/),
  ]);
  expect(await rowsAfter(removed('inbox'))).toEqual([
    expect.stringMatching(/^A-word accountIsMissing: \d+ rows of inbox /),
  ]);
  const claimed = [`insert into claims values ('A-word-2', now())`];
  expect(await rowsAfter([...removed(), ...claimed])).toEqual([
    expect.stringMatching(/^- rowOfNobody: 1 rows of claims .*A-word-2$/),
  ]);
  const archived = `insert into archived_runs (run_id, workflow_id, status, started_at, closed_at, events, sha256, key_mark,
    content, content_bytes) values ('R', 'account-A-word', 'COMPLETED', now(), now(), 1, '', '', '', 0)`;
  expect(await rowsAfter([...removed(), archived])).toEqual([
    expect.stringMatching(/^A-word accountIsMissing: 1 rows of archived_runs /),
  ]);
});

test("a message for an account that is yet to come is nobody's fault, and neither is a claim of a contact", async () => {
  const waiting = `update inbox set account_id = 'A-to-come', heard_version = null where account_id = 'A-word'`;
  const claimed = `insert into claims select id, now() from attempts where account_id = 'A-word' limit 1`;
  expect(await rowsAfter([waiting, claimed])).toEqual([]);
});

test('gaps and doubles of the letter register are found over all journals [LETTER-REGISTERED]', async () => {
  const whole = await damaged(stored, [], checkRegister);
  expect(whole).toMatchObject({ accountId: '-', findings: [] });
  expect(whole.looked).toBeGreaterThan(2);
  const renamed = `update journal set body = jsonb_set(body, '{registerNumber}', '"TWL-000001"')
    where type = 'LetterIssued' and body ->> 'registerNumber' = 'TWL-000002'`;
  const { findings } = await damaged(stored, [renamed], checkRegister);
  expect(findings).toMatchObject([
    { what: 'LETTER-REGISTERED', says: 'TWL-000001 was issued twice' },
    { what: 'LETTER-REGISTERED', accountId: '-' },
  ]);
});

test('what was taken by a provider that nobody can ask is not checked, once for each account [AUDIT]', async () => {
  const records = await recordsIn(stored.outbox);
  const changed = `update journal set body = jsonb_set(body, '{providerRef}', '"<x@mail.example>"')
    where account_id = 'A-word' and type = 'ContactSent'`;
  const found = named(await damaged(stored, [changed], providersOf(records)));
  expect(found.filter((one) => one.includes('?'))).toEqual(['providerCannotBeAsked? A-word']);
  const unasked: ProviderRecords = { ...records, cannotBeAsked: ['sms', 'email', 'call'], packets: null };
  expect(named(await damaged(stored, [], providersOf(unasked)))).toEqual(['providerCannotBeAsked? A-legal']);
});
