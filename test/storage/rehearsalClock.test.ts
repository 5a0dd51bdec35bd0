import { assert, integer, property } from 'fast-check';
import { sql } from 'kysely';
import { instant } from '../../domain/time';
import { loadClock, markTime, realTime, rehearsal, windClock } from '../../storage/rehearsalClock';
import { freshDatabase, type FreshDatabase } from '../setup/freshDatabase';
import { storedWorld } from './storedWorld';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
beforeEach(() => database.db.deleteFrom('rehearsal_clock').execute());
afterAll(() => database.drop());

const START = instant(Date.parse('2026-01-05T01:00:00Z'));
const DAY = 86_400_000;

test('without a rehearsal the domain lives in real time', async () => {
  const clock = await loadClock(database.db);
  expect(clock).toBe(realTime);
  expect(clock.toReal(clock.toDomain(1_234))).toBe(1_234);
});

test('both directions of a rehearsal are each other backwards, to the millisecond', () => {
  const moments = integer({ min: 0, max: 400 * DAY });
  assert(
    property(moments, integer({ min: 1, max: 2_000 }), (afterMs, speed) => {
      const clock = rehearsal(START, Date.parse('2026-07-01T00:00:00Z'), speed);
      const at = instant(START + afterMs);
      expect(clock.toDomain(clock.toReal(at))).toBe(at);
    }),
  );
});

test('whoever sleeps until a moment of the rehearsal wakes at it, and not before', () => {
  const clock = rehearsal(START, 1_000_000, 720);
  for (const afterMs of [1, 719, 720, 721, DAY, 31 * DAY + 7]) {
    const at = instant(START + afterMs);
    expect(clock.toDomain(Math.ceil(clock.toReal(at)))).toBeGreaterThanOrEqual(at);
  }
});

test('a rehearsal begins at its start, runs at its speed, and every process on the database shares it', async () => {
  const clock = await windClock(database.db, START, 1_000);
  const shared = await loadClock(database.db);
  const realMs = clock.toReal(START);
  expect(shared.toDomain(realMs)).toBe(START);
  expect(shared.toDomain(realMs + 60_000)).toBe(START + 60_000_000);
});

test('a rehearsal that was stopped goes on from the mark, however long it stood still', async () => {
  const clock = await windClock(database.db, START, 1_000);
  const before = clock.now();
  await markTime(database.db, clock);
  const after = clock.now();
  const marked = await database.db.selectFrom('rehearsal_clock').selectAll().executeTakeFirstOrThrow();
  expect(marked.domain_at.getTime()).toBeGreaterThanOrEqual(before);
  expect(marked.domain_at.getTime()).toBeLessThanOrEqual(after);
  // An hour in which nothing ran, in place of waiting for one.
  await sql`update rehearsal_clock set real_at = real_at - interval '1 hour'`.execute(database.db);

  const again = await windClock(database.db, instant(0), 10);
  expect(again.now() - marked.domain_at.getTime()).toBeLessThan(10 * 30_000);
  expect(again.now()).toBeGreaterThanOrEqual(marked.domain_at.getTime());
});

test('marking the time changes no moment', async () => {
  const clock = await windClock(database.db, START, 500);
  await markTime(database.db, clock);
  const marked = await loadClock(database.db);
  const realMs = Date.parse('2027-01-01T00:00:00Z');
  expect(Math.abs(marked.toDomain(realMs) - clock.toDomain(realMs))).toBeLessThanOrEqual(1);
});

test('a database with real accounts refuses a rehearsal, and one in rehearsal takes accounts', async () => {
  const stored = await storedWorld();
  await stored.begin('A-real');
  await expect(windClock(stored.db, START, 100)).rejects.toThrow(/real time/);
  expect(await loadClock(stored.db)).toBe(realTime);
  await stored.drop();
});
