import { timeline, wordsFor, type TimelineEntry } from '../../../cli/reading/timeline';
import type { AttemptId } from '../../../domain/brand';
import type { Proof } from '../../../domain/events';
import type { Day, TimeZone } from '../../../domain/time';
import { ms } from '../../storage/storedWorld';

const zone = 'Asia/Taipei' as TimeZone;
const at = ms('2026-03-01T01:30:00Z');
const proof: Proof = {
  asked: ['DISPUTE', 'CONSENT', 'FREQUENCY'],
  timeZone: zone,
  window: { opensAt: ms('2026-02-28T23:00:00Z'), closesAt: ms('2026-03-01T14:00:00Z') },
  counts: [
    { what: 'contacts today', counted: 2, allowed: 3 },
    { what: 'sms today', counted: 1, allowed: 1 },
  ],
};
const tell = (...entries: TimelineEntry[]): string[] => timeline(entries, wordsFor(entries, 'TWD', zone)).split('\n');
const refused = { at, rung: 'second', channel: 'sms', purpose: 'collection', rule: 'FREQUENCY', proof } as const;

test('a contact that a rule forbade or put off is told with the rule, the counts and the window', () => {
  const looked = '2 of 3 contacts today, 1 of 1 sms today; window 2026-03-01 07:00 to 22:00 Asia/Taipei; 3 rules asked';
  expect(
    tell(
      { event: { type: 'ContactSuppressed', ...refused }, cause: 'clock' },
      { event: { type: 'ContactDeferred', ...refused, until: ms('2026-03-01T23:00:00Z') }, cause: 'inbox:7' },
    ),
  ).toEqual([
    `2026-03-01 09:30  The sms "second" is not made [FREQUENCY]: ${looked}.  (by the clock)`,
    `2026-03-01 09:30  The sms "second" is put off until 2026-03-02 07:00 [FREQUENCY]: ${looked}.  (by message 7)`,
  ]);
});

test('where no lawful window is known none is told, and one that ends on another day is told with both days', () => {
  const suppressed = (proof: Proof): string | undefined =>
    tell({ event: { type: 'ContactSuppressed', ...refused, proof }, cause: 'clock' })[0];
  expect(suppressed({ ...proof, window: null })).not.toContain('window');
  const window = { opensAt: ms('2026-03-01T15:00:00Z'), closesAt: ms('2026-03-01T16:30:00Z') };
  expect(suppressed({ ...proof, window })).toContain('window 2026-03-01 23:00 to 2026-03-02 00:30 Asia/Taipei');
});

test('an attempt is named by its channel and rung, as far as the journal has told them', () => {
  const attemptId = 'A-1-4' as AttemptId;
  const reserved = {
    type: 'ContactReserved',
    at,
    attemptId,
    rung: 'first',
    channel: 'call',
    purpose: 'collection',
    contactPointId: 'cp-1',
    template: 'polite',
    templateVersion: 1,
    textSha256: '',
    balanceMinor: 123_456n,
    notAfter: ms('2026-03-01T14:00:00Z'),
    proof,
  } as const;
  const ended = {
    type: 'CallResultRecorded',
    at,
    attemptId,
    result: 'rightParty',
    textId: null,
    by: 'collector-1',
    attitude: 'willing',
    recordingRef: 'R-1',
  } as const;
  const [first, second] = tell({ event: reserved, cause: 'clock' }, { event: ended, cause: `attempt:${attemptId}` });
  expect(first).toContain(
    'Decides on the call "first" with template polite, at a balance of 1,234.56 TWD, not after 2026-03-01 22:00; 2 of 3',
  );
  expect(second).toBe(
    '2026-03-01 09:30  The call "first" ended: the debtor was reached and is willing to pay, says collector-1; recording R-1.  (by attempt A-1-4)',
  );
  expect(tell({ event: ended, cause: 'clock' })[0]).toContain('The attempt A-1-4 ended');
});

test('what holds collection is told with who said so, who wrote it down, and when a person looks at it again', () => {
  const hold = { at, holdId: 'H-1', kind: 'hardship', by: 'clerk' } as const;
  const [placed, lifted] = tell(
    {
      event: { type: 'HoldPlaced', ...hold, provenance: 'relative', reviewOn: '2026-03-31' as Day, textId: null },
      cause: 'inbox:1',
    },
    { event: { type: 'HoldLifted', ...hold, because: 'recovered' }, cause: 'inbox:2' },
  );
  expect(placed).toContain(
    'Hold for hardship (H-1): collection stops. A relative said so, written down by clerk; to be reviewed by 2026-03-31.',
  );
  expect(lifted).toContain('clerk ended the hold for hardship (H-1): recovered; collection goes on where it stopped.');
});
