import type { AccountId } from '../../../domain/brand';
import { instant, MINUTE_MS } from '../../../domain/time';
import { Lateness } from '../../../simulation/whatIf/lateness';
import { liveRecorded } from '../../../simulation/whatIf/liveRecorded';
import { readRecords, type AccountRecord } from '../../../simulation/whatIf/readRecord';
import { storedWorld, type StoredWorld } from '../../storage/storedWorld';
import { beginWithProviderAway } from './providerAway';

const ACCOUNT = 'A-twice' as AccountId;
let stored: StoredWorld;
let record: AccountRecord;
beforeAll(async () => {
  stored = await storedWorld();
  stored.setTime('2026-03-02T09:00:00+08:00');
  await beginWithProviderAway(stored, ACCOUNT);
  const until = instant(stored.clock.nowMs + 10 * MINUTE_MS);
  await stored.liveOn(ACCOUNT, new Date(until).toISOString());
  const debtor = { debtorId: `D-${ACCOUNT}`, accountIds: [ACCOUNT], asked: [ACCOUNT] };
  [record] = (await stored.db.transaction().execute((trx) => readRecords(trx, debtor, until))) as [AccountRecord];
});
afterAll(() => stored.drop());

/** The same life as a build before this event wrote it down. */
const formerly = (of: AccountRecord): AccountRecord => ({
  ...of,
  rows: of.rows.filter(({ event }) => event.type !== 'ContactTriedAgain').map((row, i) => ({ ...row, version: i + 1 })),
});

function livedAgain(of: AccountRecord) {
  const toLive = {
    records: [of],
    policies: stored.world.policies,
    until: instant(stored.clock.nowMs),
    insteadFor: () => null,
  };
  return liveRecorded(toLive, new Lateness(), true)
    .get(ACCOUNT)!
    .rows.map(({ version, event }) => ({ version, event }));
}
const told = ({ rows }: AccountRecord) => rows.map(({ version, event }) => ({ version, event }));

test('a contact that was tried again is lived again as it was written down', () => {
  expect(told(record).filter(({ event }) => event.type === 'ContactTriedAgain')).toHaveLength(1);
  expect(livedAgain(record)).toEqual(told(record));
});

test('the journal of a build that wrote no try down is lived again without one', () => {
  expect(livedAgain(formerly(record))).toEqual(told(formerly(record)));
});
