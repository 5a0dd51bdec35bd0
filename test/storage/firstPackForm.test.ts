import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical, sha256 } from '../../storage/json';
import { loadPolicies, policiesInForce } from '../../storage/policies';
import { freshDatabase, type FreshDatabase } from '../setup/freshDatabase';

/** `tw-bank-card` 2026-01 as the first service kept it. */
const text = readFileSync(join(__dirname, 'fixtures', 'tw-bank-card-2026-01.json'), 'utf8');
const hash = '9ead35d33c6216ae32ae651fcb52475b6c23f9a90c382897c2ed6b9184f31ae3';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await database.db
    .insertInto('policies')
    .values({ hash, id: 'tw-bank-card', version: '2026-01', content: text })
    .execute();
});
afterAll(() => database.drop());

test('accounts of the first service live on by the pack that they were handed over with', async () => {
  expect(sha256(canonical(JSON.parse(text)))).toBe(hash);
  const policy = (await loadPolicies(database.db))(hash as never);
  expect(policy).toMatchObject({
    version: '2026-01',
    contactHours: [{ fromMinute: 7 * 60, toMinute: 22 * 60 }],
    contactOnHolidays: true,
    caps: { total: { perDay: 3, perWeek: 10 }, callsAboutDebt: null },
    letter: { floorMinor: 450_000n },
  });
  expect(policy.templates['reminder']!.texts['zh-TW'].body).toContain('{balance}');
});

test('the old version is not put in force by being there', async () => {
  const inForce = await policiesInForce(database.db);
  expect(inForce.map(({ policy }) => [policy.id, policy.version])).toContainEqual(['tw-bank-card', '2026-02']);
});

test('an old pack has no words to ask who is speaking, so it calls nobody until a later one is adopted [IDENTITY]', async () => {
  const policy = (await loadPolicies(database.db))(hash as never);
  expect(policy.templates[policy.identity.template]).toBeUndefined();
});
