import type { PolicyHash } from '../../domain/brand';
import { canonical, sha256 } from '../../storage/json';
import type { FreshDatabase } from '../setup/freshDatabase';
import { startApiProcess } from './apiProcess';
import { accountOf, callerOf, newId, type Person } from './client';
import { eveningApi, type EveningApi } from './eveningApi';

let service: EveningApi;
let database: FreshDatabase;
let bank: Person;
beforeAll(async () => {
  service = await eveningApi();
  ({ database, bank } = service);
});
afterAll(() => service?.stop());

/** Puts another version of a pack in force, as a supervisor would. */
async function activate(changes: object): Promise<string> {
  const first = database.packs.find(({ policy }) => policy.id === 'tw-bank-card')!;
  const row = await database.db
    .selectFrom('policies')
    .select('content')
    .where('hash', '=', first.hash)
    .executeTakeFirstOrThrow();
  const content = { ...(row.content as object), version: newId(), ...changes };
  const hash = sha256(canonical(content)) as PolicyHash;
  const kept = { hash, id: 'tw-bank-card', version: content.version, content: JSON.stringify(content) };
  await database.db.insertInto('policies').values(kept).execute();
  await database.db
    .insertInto('policy_activations')
    .values({ policy_id: 'tw-bank-card', hash, by: 'supervisor-1' })
    .execute();
  return hash;
}

async function policyOf(accountId: string): Promise<unknown> {
  return (await bank.get(`/accounts/${accountId}`)).body['policyHash'];
}

const REFUSED = (message: string) => ({ status: 400, body: { errors: [{ path: 'policyId', message }] } });

test('an account follows the version in force when it is handed over, also one that came after the API had started', async () => {
  const [early, late] = [newId(), newId()];
  await bank.post('/accounts', accountOf(early));
  const hash = await activate({});
  await bank.post('/accounts', accountOf(late));
  expect(await policyOf(early)).toBe(database.packs.find(({ policy }) => policy.id === 'tw-bank-card')?.hash);
  expect(await policyOf(late)).toBe(hash);
  expect((await bank.post('/accounts', accountOf(early))).body).toMatchObject({ outcome: 'repeated' });
});

test('a pack is given to accounts on its first and on its last day, and on no other', async () => {
  const today = '2026-03-02';
  await activate({ valid: { from: today, through: today } });
  expect((await bank.post('/accounts', accountOf(newId()))).status).toBe(202);
  await activate({ valid: { from: '2026-03-03', through: '2026-12-31' } });
  expect(await bank.post('/accounts', accountOf(newId()))).toMatchObject(
    REFUSED('tw-bank-card is valid from 2026-03-03 on, not on 2026-03-02'),
  );
  await activate({ valid: { from: '2025-01-01', through: '2026-03-01' } });
  expect(await bank.post('/accounts', accountOf(newId()))).toMatchObject(
    REFUSED('tw-bank-card was valid through 2026-03-01, not on 2026-03-02'),
  );
  // Where it is still the day before, it is still valid.
  expect((await bank.post('/accounts', accountOf(newId(), { timeZone: 'Pacific/Pago_Pago' }))).status).toBe(202);
});

test('a pack that binds agencies alone is not for a bank that collects its own debts', async () => {
  await activate({ appliesTo: { collectors: ['agency'], products: ['credit-card'] } });
  const account = accountOf(newId());
  expect(await bank.post('/accounts', account)).toMatchObject(
    REFUSED('tw-bank-card binds an agency that collects for others, not a bank that collects its own debts'),
  );
  const agency = await startApiProcess(database.url, { ARREARS_COLLECTOR: 'agency' });
  try {
    expect((await callerOf(agency.url, 'system').post('/accounts', account)).status).toBe(202);
  } finally {
    await agency.stop();
  }
});
