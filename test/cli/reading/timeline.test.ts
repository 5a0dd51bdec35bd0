import { timeline, wordsFor, type TimelineEntry } from '../../../cli/reading/timeline';
import type { AttemptId } from '../../../domain/brand';
import type { Proof } from '../../../domain/events';
import type { TimeZone } from '../../../domain/time';
import { ms } from '../../storage/storedWorld';

const zone = 'Asia/Taipei' as TimeZone;
const at = ms('2026-03-01T01:30:00Z');
const proof: Proof = {
  hours: { fromMinute: 420, toMinute: 1320 },
  timeZone: zone,
  countedToday: 1,
  allowedToday: 1,
  countedInWeek: 2,
  allowedInWeek: 3,
};
const tell = (...entries: TimelineEntry[]): string[] => timeline(entries, wordsFor(entries, 'TWD', zone)).split('\n');

test('a contact that a rule forbade or put off is told with the rule and the counts', () => {
  const refused = { at, rung: 'second', channel: 'sms', rule: 'FREQUENCY', proof } as const;
  const counts = '1 of 1 contacts today, 2 of 3 in seven days, hours 07:00 to 22:00 Asia/Taipei';
  expect(
    tell(
      { event: { type: 'ContactSuppressed', ...refused }, cause: 'clock' },
      { event: { type: 'ContactDeferred', ...refused, until: ms('2026-03-01T23:00:00Z') }, cause: 'inbox:7' },
    ),
  ).toEqual([
    `2026-03-01 09:30  The sms "second" is not made [FREQUENCY]: ${counts}.  (by the clock)`,
    `2026-03-01 09:30  The sms "second" is put off until 2026-03-02 07:00 [FREQUENCY]: ${counts}.  (by message 7)`,
  ]);
});

test('an attempt is named by its channel and rung, as far as the journal has told them', () => {
  const attemptId = 'A-1-4' as AttemptId;
  const reserved = {
    type: 'ContactReserved',
    at,
    attemptId,
    rung: 'first',
    channel: 'call',
    contactPointId: 'cp-1',
    template: 'polite',
    templateVersion: 1,
    textSha256: '',
    balanceMinor: 123_456n,
    notAfter: ms('2026-03-01T14:00:00Z'),
    proof,
  } as const;
  const delivered = { type: 'CallResultRecorded', at, attemptId, result: 'noAnswer', textId: null } as const;
  const [first, second] = tell(
    { event: reserved, cause: 'clock' },
    { event: delivered, cause: `attempt:${attemptId}` },
  );
  expect(first).toContain('Decides on the call "first", naming 1,234.56 TWD as owed, not after 2026-03-01 22:00;');
  expect(second).toBe('2026-03-01 09:30  The call "first" ended: nobody answered.  (by attempt A-1-4)');
  expect(tell({ event: delivered, cause: 'clock' })[0]).toContain('The attempt A-1-4 ended');
});
