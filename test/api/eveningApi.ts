import type { FreshDatabase } from '../setup/freshDatabase';
import { startApiProcess, type ApiProcess, type Variables } from './apiProcess';
import { accountOf, callerOf, newId, type Person } from './client';
import { eveningDatabase } from './eveningDatabase';

export type Kept = { type: string; from: string; [key: string]: unknown };

export type EveningApi = Readonly<{
  database: FreshDatabase;
  api: ApiProcess;
  bank: Person;
  operations: Person;
  legal: Person;
  supervisor: Person;
  auditor: Person;
  /** The id of an account that the bank has handed over. */
  handedOver(changes?: object): Promise<string>;
  /** Everything that was kept for an account, its hand-over included. */
  inboxOf(accountId: string): Promise<Kept[]>;
  /** The same without its hand-over. */
  factsOf(accountId: string): Promise<Kept[]>;
  stop(): Promise<void>;
}>;

/** The API alone, without a worker, on a fresh database on which it is evening, and those who call it. */
export async function eveningApi(variables: Variables = {}): Promise<EveningApi> {
  const database = await eveningDatabase();
  const api = await startApiProcess(database.url, variables);
  const bank = callerOf(api.url, 'system');
  const inboxOf = (accountId: string) => keptFor(database, accountId);
  return {
    database,
    api,
    bank,
    operations: callerOf(api.url, 'operations'),
    legal: callerOf(api.url, 'legal'),
    supervisor: callerOf(api.url, 'supervisor'),
    auditor: callerOf(api.url, 'auditor'),
    async handedOver(changes = {}) {
      const id = newId();
      expect(await bank.post('/accounts', accountOf(id, changes))).toMatchObject({ status: 202 });
      return id;
    },
    inboxOf,
    factsOf: async (accountId) => (await inboxOf(accountId)).filter(({ type }) => type !== 'AccountHandedOver'),
    async stop() {
      await api.stop();
      await database.drop();
    },
  };
}

async function keptFor({ db }: FreshDatabase, accountId: string): Promise<Kept[]> {
  const rows = await db
    .selectFrom('inbox')
    .select(['type', 'body', 'source', 'external_id'])
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ type: row.type, ...(row.body as object), from: `${row.source} ${row.external_id}` }));
}
