import { sql } from 'kysely';
import { verifyChain } from '../../storage/verifyChain';
import { asOwner } from './asOwner';
import { longLives } from './manyLives';
import { payment, storedWorld, type StoredWorld } from './storedWorld';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
  await longLives(stored, 11);
});
afterAll(() => stored.drop());

/** An account with five rows in its journal, which somebody with all rights then tampers with. */
async function tampered(id: string, ...statements: string[]): Promise<void> {
  await stored.begin(id);
  for (let i = 0; (await length(id)) < 5; i++) {
    await stored.post(id, `${id}-${i}`, payment(`P-${id}-${i}`, 100n));
    await stored.takeTurn(id);
  }
  expect(await verifyChain(stored.db, id)).toBeNull();
  await asOwner(stored.url, async (owner) => {
    await sql`alter table journal disable trigger journal_is_append_only`.execute(owner);
    for (const statement of statements) await sql.raw(statement.replaceAll('ID', `'${id}'`)).execute(owner);
    await sql`alter table journal enable trigger journal_is_append_only`.execute(owner);
  });
}

async function length(id: string): Promise<number> {
  return (await stored.db.selectFrom('journal').select('version').where('account_id', '=', id).execute()).length;
}

test('a journal as it was written holds, over as many pages as it has', async () => {
  expect(await length('A-long-0')).toBe(200);
  expect(await verifyChain(stored.db)).toBeNull();
  expect(await verifyChain(stored.db, 'A-long-3')).toBeNull();
});

const row = (version: number): string => `where account_id = ID and version = ${version}`;

test.each([
  ['its body', `update journal set body = jsonb_set(body, '{amountMinor}', '"999"') ${row(3)}`, 3, 'altered'],
  ['its cause', `update journal set cause = 'clock' ${row(3)}`, 3, 'altered'],
  ['its build', `update journal set build = 'another' ${row(5)}`, 5, 'altered'],
  ['its policy', `update journal set policy_hash = 'another' ${row(1)}`, 1, 'altered'],
  ['its moment', `update journal set at = at + interval '1 second' ${row(2)}`, 2, 'altered'],
  ['its kind', `update journal set type = 'RefundDue' ${row(4)}`, 4, 'altered'],
  ['its hash', `update journal set hash = repeat('0', 64) ${row(4)}`, 4, 'altered'],
  ['its whole content', `update journal set body = 'null' ${row(2)}`, 2, 'altered'],
  ['its removal', `delete from journal ${row(3)}`, 3, 'missing'],
  ['the removal of the first', `delete from journal ${row(1)}`, 1, 'missing'],
  ['the removal of the last', `delete from journal ${row(5)}`, 5, 'missing'],
  ['the removal of all', `delete from journal where account_id = ID`, 1, 'missing'],
  ["the account's head", `update accounts set head_hash = repeat('0', 64) where id = ID`, 5, 'head differs'],
  ["the account's version", `update accounts set version = 4 where id = ID`, 5, 'head differs'],
  ['the removal of the account', `delete from accounts where id = ID`, 5, 'head differs'],
] as const)('whoever tampers with a journal is found out: %s', async (what, statement, version, reason) => {
  const id = `T-${what.replaceAll(/\W/g, '')}`;
  await tampered(id, statement);
  expect(await verifyChain(stored.db, id)).toEqual({ accountId: id, version, reason });
});

test('two rows that changed places are found out at the first of them', async () => {
  await tampered(
    'T-swap',
    `update journal set version = 90 ${row(3)}`,
    `update journal set version = 3 ${row(4)}`,
    `update journal set version = 4 ${row(90)}`,
  );
  expect(await verifyChain(stored.db, 'T-swap')).toEqual({ accountId: 'T-swap', version: 3, reason: 'altered' });
});

test('a row that the application itself would add beside a turn is found out', async () => {
  await stored.begin('T-added');
  await sql`insert into journal (account_id, version, type, at, body, cause, policy_hash, build, hash)
    select account_id, version + 1, type, at, body, cause, policy_hash, build, hash from journal
    where account_id = 'T-added' order by version desc limit 1`.execute(stored.db);
  const broken = await verifyChain(stored.db, 'T-added');
  expect(broken).toMatchObject({ accountId: 'T-added', reason: 'altered', version: await length('T-added') });
});

test('without an account the first broken journal of all is given', async () => {
  expect(await verifyChain(stored.db)).toMatchObject({ accountId: expect.stringMatching(/^T-/) });
});
