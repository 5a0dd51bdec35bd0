import { DAY_MS, plus, type Instant } from '../../domain/time';
import { contacted, day, payment, taipei } from '../domain/accounts';
import { before, debtor, holdEnded, holdReported, never } from './questions';

const at = taipei('2026-03-03 10:00');
const reminded = debtor().and(contacted('sms', taipei('2026-03-02 12:00')));

describe.each([
  [
    'nobody is asked to pay while a court deals with their bankruptcy [BANKRUPTCY]',
    'bankruptcy',
    'BANKRUPTCY',
    'court',
  ],
  ['nobody writes to somebody who has died [DEATH]', 'death', 'DEATH', 'relative'],
] as const)('%s', (_, kind, rule, provenance) => {
  const held = reminded.hears(holdReported(kind, { provenance }), at);

  test('on no channel, and for nothing else either', () => {
    for (const channel of ['sms', 'email', 'call', 'letter'] as const) {
      expect(reminded.asks(channel, at)).toMatchObject({ allowed: true });
      expect(held.asks(channel, at)).toMatchObject(never(rule));
      for (const purpose of ['fraudStatement', 'notice'] as const) {
        expect(held.asks(channel, at, [], { purpose })).toMatchObject(never(rule));
      }
    }
  });
  test('it stops collection from its very moment, and not before', () => {
    const notAfter = taipei('2026-03-02 20:00');
    const action = { type: 'contactDebtor', rung: 'sms', channel: 'sms', notAfter } as const;
    const fresh = debtor();
    expect(fresh.looks(action, before(notAfter))).toMatchObject({ do: 'contact' });
    expect(fresh.hears(holdReported(kind), taipei('2026-03-02 07:00')).looks(action, before(notAfter))).toEqual({
      do: 'nothing',
    });
  });
  test('the journal keeps who said so and who wrote it down, and nothing moves for years', () => {
    expect(held.wrote).toMatchObject([{ type: 'HoldPlaced', kind, provenance, by: 'clerk-1', reviewOn: null }]);
    expect(held.next(plus(at, 700 * DAY_MS))).toMatchObject({ do: 'wait', until: null });
  });
  test('a review day that somebody set is kept: a person is called on the day after it', () => {
    const story = reminded.hears(holdReported(kind, { reviewOn: day('2026-12-01') }), at);
    const late = taipei('2026-12-02 00:00');
    const raised = (now: Instant) => story.at(now).wrote;
    expect(raised(before(late))).toEqual([]);
    expect(raised(late)).toMatchObject([{ type: 'Escalated', kind: 'reviewIsDue', rule }]);
  });
  test('when it turns out to be untrue, collection goes on where it stopped', () => {
    const free = held.hears(holdEnded(`hold-${kind}`), plus(at, DAY_MS));
    expect(free.asks('sms', plus(at, DAY_MS))).toMatchObject({ allowed: true });
    expect(free.account).toMatchObject({ holds: [], pausedMs: DAY_MS, rungsDone: ['sms'] });
  });
  test('what others pay settles the debt all the same', () => {
    expect(held.hears(payment(1_000_000n, at), at).account.closed).toMatchObject({ because: 'settled' });
  });
});
