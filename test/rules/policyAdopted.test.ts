import type { PolicyHash } from '../../domain/brand';
import type { Policy } from '../../domain/policy';
import type { Fact } from '../../domain/message';
import type { Policies } from '../../domain/turn';
import { contacted, day, opened, taipei } from '../domain/accounts';
import { small } from '../domain/policies';
import { contact, holdReported, never, pack, told, uncapped, type Story } from './questions';

const at = taipei('2026-03-03 20:30');
const packs: Record<string, Policy> = {
  small: pack(),
  late: pack({ contactHours: [{ fromMinute: 8 * 60, toMinute: 21 * 60 }] }),
  strict: pack({
    contactHours: [{ fromMinute: 9 * 60, toMinute: 10 * 60 }],
    caps: { ...uncapped, total: { perDay: 1, perWeek: 1 } },
    letter: { ...small.letter, floorMinor: 1_000_000n },
  }),
};
const find: Policies = (hash) => packs[hash]!;
const adopt = (policyHash: string): Fact => ({
  type: 'PolicyChangeOrdered',
  policyHash: policyHash as PolicyHash,
  adoptionId: 'adoption-1',
  by: 'supervisor-1',
});
const waiting = told(find, opened({ at: taipei('2026-03-03 20:10'), dueOn: day('2026-03-02') }));
const under = (hash: string, story: Story = waiting) => story.hears(adopt(hash), at);

describe('another pack changes at once what is lawful', () => {
  test('an hour that it opens is used in the same turn, and closed again when it is rolled back [HOURS]', () => {
    expect(waiting.asks('sms', at)).toMatchObject({ rule: 'HOURS' });
    expect(waiting.next(at)).toMatchObject({ do: 'wait' });
    const adopted = under('late');
    expect(adopted.wrote).toMatchObject([
      { type: 'PolicyAdopted', policyHash: 'late', instead: 'small', adoptionId: 'adoption-1', by: 'supervisor-1' },
    ]);
    expect(adopted.asks('sms', at)).toMatchObject({ allowed: true, notAfter: taipei('2026-03-03 21:00') });
    const back = under('small', adopted);
    expect(back.asks('sms', at)).toMatchObject({ rule: 'HOURS', until: taipei('2026-03-04 08:00') });
    expect(back.journal.filter(({ type }) => type === 'PolicyAdopted')).toHaveLength(2);
  });
  test('a contact that was decided under the old one is not made when the new one has closed the hour [HOURS]', () => {
    const action = {
      type: 'contactDebtor',
      rung: 'sms',
      channel: 'sms',
      notAfter: taipei('2026-03-04 20:00'),
    } as const;
    const noon = taipei('2026-03-04 19:00');
    expect(waiting.looks(action, noon)).toMatchObject({ do: 'contact' });
    expect(under('strict').looks(action, noon)).toEqual({ do: 'nothing' });
  });
  test('so do its caps, and what was contacted before counts [FREQUENCY]', () => {
    const nine = taipei('2026-03-04 09:00');
    const yesterday = [contact(taipei('2026-03-03 12:00'))];
    expect(waiting.asks('sms', nine, yesterday)).toMatchObject({ allowed: true });
    expect(under('strict').asks('sms', nine, yesterday)).toMatchObject({
      rule: 'FREQUENCY',
      until: taipei('2026-03-12 09:00'),
    });
  });
  test('and its floor for letters [LETTER-MIN]', () => {
    const nine = taipei('2026-03-04 09:00');
    expect(waiting.asks('letter', nine)).toMatchObject({ allowed: true });
    expect(under('strict').asks('letter', nine)).toMatchObject(never('LETTER-MIN'));
  });
  test('what was put off under the old pack is looked at anew [FREQUENCY]', () => {
    const look = told(find, opened({ policyHash: 'strict' as PolicyHash })).looks(
      { type: 'contactDebtor', rung: 'sms', channel: 'sms', notAfter: taipei('2026-03-03 10:00') },
      taipei('2026-03-03 09:59'),
      [contact(taipei('2026-03-03 09:00'))],
    );
    if (look.do !== 'record') throw new Error('It was not put off');
    const deferred = told(find, opened({ policyHash: 'strict' as PolicyHash }), look.event);
    expect(deferred.account.deferredUntil).toBe(taipei('2026-03-12 09:00'));
    const freed = deferred.hears(adopt('small'), taipei('2026-03-03 10:00'));
    expect(freed.account.deferredUntil).toBeNull();
    expect(freed.next(taipei('2026-03-03 19:00'))).toMatchObject({ do: 'perform', action: { rung: 'sms' } });
  });
  test('the same pack again changes nothing and is noted', () => {
    expect(under('small').wrote).toMatchObject([{ type: 'FactNoted', because: 'alreadyAdopted' }]);
  });
  test('what happened stays: rungs that were climbed, holds and their reviews [HARDSHIP]', () => {
    const story = waiting.and(contacted('sms', at)).hears(holdReported('hardship'), at);
    const adopted = under('late', story);
    expect(adopted.account).toMatchObject({ rungsDone: ['sms'], holds: story.account.holds });
    expect(adopted.asks('sms', at)).toMatchObject(never('HARDSHIP'));
  });
});
