import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { PolicyHash } from '../../domain/brand';
import { keepPolicies, loadPolicies, parsePolicyPack, readPolicyPacks } from '../../storage/policies';
import { freshDatabase, type FreshDatabase } from '../setup/freshDatabase';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const packFile = (): Promise<string> => readFile(join(__dirname, '../../policies/tw-bank-card.yaml'), 'utf8');

test('a pack is kept under the hash of its content, and every version for ever', async () => {
  const [pack] = await readPolicyPacks();
  const edited = parsePolicyPack((await packFile()).replace('triesPerRung: 3', 'triesPerRung: 4'), 'edited');
  expect(edited.hash).not.toBe(pack!.hash);
  await keepPolicies(database.db, [pack!, edited]);
  await keepPolicies(database.db, [edited]);
  const policies = await loadPolicies(database.db);
  expect(policies(pack!.hash)).toEqual(pack!.policy);
  expect(policies(edited.hash).triesPerRung).toBe(4);
});

test('how a pack is written, its comments and the order of its keys, does not change its hash', async () => {
  const text = await packFile();
  const [pack] = await readPolicyPacks();
  const rewritten = `# another comment\n${text.replace('triesPerRung: 3\n', '').trimEnd()}\ntriesPerRung: 3\n`;
  expect(parsePolicyPack(rewritten, 'rewritten').hash).toBe(pack!.hash);
});

test('a hash that is not loaded is an error that says what to do', async () => {
  const policies = await loadPolicies(database.db);
  expect(() => policies('none' as PolicyHash)).toThrow(/restart the worker/);
});

test('a wrong pack is refused with its file, the place and the reason', async () => {
  const wrong = (await packFile()).replace("to: '22:00'", "to: '25:00'");
  expect(() => parsePolicyPack(wrong, 'wrong.yaml')).toThrow(/wrong\.yaml[^]*must be HH:MM[^]*contactHours/);
});

test('a policy that was altered in the database is not obeyed', async () => {
  await sql`update policies set content = jsonb_set(content, '{triesPerRung}', '9')`.execute(database.db);
  await expect(loadPolicies(database.db)).rejects.toThrow(/altered/);
});
