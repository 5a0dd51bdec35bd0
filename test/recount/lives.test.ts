import { readPack } from '../../recount/pack';
import { recount } from '../../recount/recount';
import { manyLives } from '../storage/manyLives';
import { storedWorld, type StoredWorld } from '../storage/storedWorld';

let stored: StoredWorld;
beforeAll(async () => void (stored = await storedWorld()));
afterAll(() => stored.drop());

test('lives that the service has lived are counted again without a breach', async () => {
  await manyLives(stored);
  const found = await recount(stored.db);
  expect(found.breaches).toEqual([]);
  expect(found.contacts).toBeGreaterThan(10);
  const asked = new Map(found.rules.map((one) => [one.rule, one.asked]));
  for (const rule of ['HOURS', 'HOLIDAY', 'FREQUENCY', 'AMOUNT', 'TEMPLATE', 'CONSENT', 'THIRD-PARTY'] as const) {
    expect(asked.get(rule)).toBeGreaterThan(10);
  }
  for (const rule of ['IDENTITY', 'DISPUTE', 'PROMISE', 'LETTER-MIN', 'LETTER-CLOSED', 'LETTER-REGISTERED'] as const) {
    expect(asked.get(rule)).toBeGreaterThan(0);
  }
});

test('of every pack that the service loads nothing is left out that a rule asks for', async () => {
  const rows = await stored.db.selectFrom('policies').select(['hash', 'content']).execute();
  expect(rows.length).toBeGreaterThan(3);
  for (const { hash, content } of rows) {
    const pack = readPack(hash, content);
    const { policy } = stored.packs.find((one) => one.hash === hash)!;
    expect(pack.contactHours).toEqual(policy.contactHours);
    expect(pack.caps).toEqual(policy.caps);
    expect(pack.contactOnHolidays).toBe(policy.contactOnHolidays);
    expect([...pack.calendar!.holidays]).toEqual(policy.calendar.holidays);
    expect(pack.identity).toEqual(policy.identity);
    expect(pack.thirdParty).toEqual(policy.thirdParty);
    expect(pack.freeText?.template).toBe(policy.freeText.template);
    expect(pack.letter.floorMinor).toBe(policy.letter.floorMinor);
    expect(pack.fraud?.withdrawnWithinBusinessDays).toBe(policy.fraud.withdrawnWithinBusinessDays);
    expect(pack.complaint).toEqual(policy.complaint);
    expect(pack.notice?.template).toBe(policy.notice?.template);
    for (const [name, { version, approval }] of Object.entries(policy.templates)) {
      expect(pack.templates[name]).toEqual({ version, approval: { on: approval.on, through: approval.through } });
    }
  }
});
