import { sql } from 'kysely';
import { EXIT } from '../../../cli/exitCode';
import { decisionIn } from '../../../cli/reading/why/decisions';
import { explanationJson } from '../../../cli/reading/why/explanationJson';
import { explanationText } from '../../../cli/reading/why/explanationText';
import { lookUp } from '../../../cli/reading/why/lookUp';
import type { Day } from '../../../domain/time';
import { asOwner } from '../../storage/asOwner';
import { handedOver } from '../../storage/handedOver';
import { ms, storedWorld, type StoredWorld } from '../../storage/storedWorld';
import { arrearsWith, jsonOf } from '../runArrears';

let stored: StoredWorld;
let arrears: ReturnType<typeof arrearsWith>;

/** One account that is written to, opts out of e-mail and falls into hardship; another that gets a demand letter. */
beforeAll(async () => {
  stored = await storedWorld();
  arrears = arrearsWith({ DATABASE_URL: stored.url });
  await stored.begin('A-1');
  await stored.liveOn('A-1', '2026-03-02T09:00:00+08:00');
  const optOut = { type: 'OptOutReported', ref: 'call-7', channel: 'email', provenance: 'debtor' } as const;
  await stored.post('A-1', 'opt-out-7', { fact: optOut });
  await stored.liveOn('A-1', '2026-03-06T09:00:00+08:00');
  const hold = {
    type: 'HoldReported',
    holdId: 'H-1',
    kind: 'hardship',
    provenance: 'document',
    by: 'clerk',
    reviewOn: '2026-03-20' as Day,
    textId: null,
  } as const;
  await stored.post('A-1', 'hold-1', { fact: hold });
  await stored.takeTurn('A-1');
  await stored.begin('L-1', { dueOn: '2025-11-01' });
  await stored.liveOn('L-1', '2026-03-08T09:00:00+08:00');
});
afterAll(() => stored.drop());

/** What the command prints, without a process of its own. */
async function why(accountId: string, named: string | number): Promise<string> {
  const { told, words } = await lookUp(stored.db, accountId, String(named));
  return explanationText(told, words);
}

/** The version of the first event of a kind. */
async function versionOf(accountId: string, type: string): Promise<number> {
  const row = await stored.db
    .selectFrom('journal')
    .select('version')
    .where('account_id', '=', accountId)
    .where('type', '=', type)
    .orderBy('version')
    .executeTakeFirstOrThrow();
  return row.version;
}

test('a contact that was made tells template, approval, window, every count, the pack and what was in force', async () => {
  const version = await versionOf('A-1', 'ContactReserved');
  const said = await why('A-1', version);
  expect(said).toMatch(
    /^A-1, event \d+ of \d+: ContactReserved\nDecides on the sms "first-sms" with template reminder/,
  );
  expect(said).toMatch(/decided +contact made/);
  expect(said).toMatch(/when +2026-03-01 \d\d:\d\d Asia\/Taipei \(2026-03-01T\d\d:\d\d:\d\d\.\d{3}Z\)/);
  expect(said).toMatch(/rule +none stood against it/);
  expect(said).toMatch(/asked +DEATH, .*FREQUENCY/);
  expect(said).toMatch(/window +2026-03-01 07:00 to 22:00 Asia\/Taipei/);
  expect(said).toMatch(/counts +0 of 3 contacts today\n +0 of 10 contacts in 7 days\n +0 of 1 sms today\n/);
  expect(said).toMatch(
    /pack +tw-bank-card \S+, valid from 2024-01-01 through 2027-12-31\n +[0-9a-f]{64}\n +approved by/,
  );
  expect(said).toMatch(
    /template +reminder, version \d+\n +approved by .+, on 2023-12-15 through 2027-12-31\n +the text/,
  );
  expect(said).toMatch(/In force just before:\n +stage +reminder\n +balance +20,600.00 TWD\n +holds +none/);
  expect(said).toMatch(/cause +the clock: it was due\n +build +test\n +hash +[0-9a-f]{64}\n +chain +holds from/);
  expect(said).toMatch(/What became of it:\n +\d+ +2026-03-01 \d\d:\d\d +The sms "first-sms" went out\./);

  const byAttempt = await arrears('why', 'A-1', `A-1-${version}`);
  expect(byAttempt).toEqual({ code: 0, stdout: `${said}\n`, stderr: '' });
});

test('a contact that a rule forbade names the rule in words, where it comes from, and the opt-out it rests on [CONSENT]', async () => {
  const version = await versionOf('A-1', 'ContactSuppressed');
  const [text, raw] = await Promise.all([why('A-1', version), arrears('why', 'A-1', `A-1-${version}`, '--json')]);
  expect(text).toMatch(/decided +contact suppressed/);
  expect(text).toMatch(/rule +CONSENT: A channel that the debtor opted out of is not used.*\n +source: domain rules/);
  expect(text).toMatch(/opted out +email/);
  expect(jsonOf(raw)).toMatchObject({
    accountId: 'A-1',
    version,
    type: 'ContactSuppressed',
    at: expect.stringMatching(/^2026-03-0\dT.*Z$/),
    decided: 'contact suppressed',
    rules: [{ id: 'CONSENT', source: expect.stringContaining('domain rules') }],
    proof: { asked: expect.arrayContaining(['DISPUTE', 'CONSENT']), counts: expect.any(Array) },
    policy: { id: 'tw-bank-card', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    inForce: { optedOut: ['email'], balanceMinor: '2060000', holds: [] },
    cause: { kind: 'clock' },
    chain: { holdsUpToHere: true, brokenAt: null },
    event: { type: 'ContactSuppressed', rule: 'CONSENT' },
  });
});

test('a hold names who said so, and the message that brought it', async () => {
  const version = await versionOf('A-1', 'HoldPlaced');
  const said = await why('A-1', version);
  expect(said).toContain('Hold for hardship (H-1): collection stops. A document said so, written down by clerk;');
  expect(said).toMatch(/decided +hold placed/);
  expect(said).toMatch(/rule +HARDSHIP: /);
  expect(said).toMatch(/holds +none/);
  expect(said).toMatch(
    /cause +message \d+: the fact HoldReported, from test as hold-1, received 2026-03-06 \d\d:\d\d \(2026-03-06T/,
  );
});

test('an event that decides nothing says what it records and what caused it', async () => {
  const version = await versionOf('A-1', 'ContactSent');
  const said = await why('A-1', version);
  expect(said).toMatch(/decided +nothing: it records what happened/);
  expect(said).toMatch(/cause +what became of A-1-\d+/);
  const first = await why('A-1', 1);
  expect(first).toContain('nothing: the account begins here');
  expect(first).toMatch(/cause +message \d+: the fact AccountHandedOver, from hand-over as A-1/);
});

test('a letter is named by its register number and tells what became of it [LETTER-REGISTERED]', async () => {
  const said = await why('L-1', 'TWL-000001');
  expect(said).toMatch(
    /^L-1, event \d+ of \d+: LetterIssued\nLetter TWL-000001 "demand-letter" is issued with template/,
  );
  expect(said).toMatch(/decided +letter issued/);
  expect(said).toMatch(/What became of it:\n +\d+ .*Letter TWL-000001 went to the print house\./);
});

test('nothing personal is told', async () => {
  const person = /王小明|886912345678|someone@example|A123456789|測試路/;
  expect(JSON.stringify(handedOver('A-1').person)).toMatch(person);
  const { version } = await stored.db
    .selectFrom('accounts')
    .select('version')
    .where('id', '=', 'A-1')
    .executeTakeFirstOrThrow();
  expect(version).toBeGreaterThan(5);
  for (let named = 1; named <= version; named++) {
    const { told, row, words } = await lookUp(stored.db, 'A-1', String(named));
    const json = JSON.stringify(explanationJson(told, row), (_, part: unknown) =>
      typeof part === 'bigint' ? String(part) : part,
    );
    expect(`${explanationText(told, words)}${json}`).not.toMatch(person);
  }
});

test('an account or an event that is not there is told as such', async () => {
  const [account, version] = await Promise.all([arrears('why', 'NOBODY', '1'), arrears('why', 'A-1', '999', '--json')]);
  expect(account).toEqual({ code: 1, stdout: '', stderr: 'arrears: Nobody handed over an account NOBODY.\n' });
  expect(version).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('A-1 has no event 999') });
  for (const named of ['0', 'L-1-2', 'A-1-', 'TWL-000001'])
    await expect(why('A-1', named)).rejects.toThrow(`A-1 has no event ${named}:`);
});

test('an altered journal proves nothing from the alteration on, and has an exit code of its own', async () => {
  await asOwner(stored.url, async (owner) => {
    await sql`alter table journal disable trigger journal_is_append_only`.execute(owner);
    await sql`update journal set build = 'forged' where account_id = 'L-1' and version = 2`.execute(owner);
  });
  const [before, there] = await Promise.all([arrears('why', 'L-1', '1'), arrears('why', 'L-1', '2', '--json')]);
  expect(before).toMatchObject({
    code: EXIT.differs,
    stdout: expect.stringContaining('holds up to here but is BROKEN at version 2 (altered)'),
  });
  expect(there.code).toBe(EXIT.differs);
  expect(jsonOf(there)).toMatchObject({ chain: { holdsUpToHere: false, brokenAt: 2, reason: 'altered' } });
});

test('a contact that missed its window names no rule: hours, a wish or the terms of a hold may have closed it', () => {
  const at = ms('2026-03-02T20:00:00+08:00');
  const planned = { rung: 'first-sms', purpose: 'collection', channel: 'sms' } as const;
  expect(decisionIn({ type: 'ContactMissed', at, ...planned, attemptId: null, notAfter: at })).toEqual({
    decided: 'contact missed',
    rules: [],
  });
});
