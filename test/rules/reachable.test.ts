import { taipei } from '../domain/accounts';
import { debtor, everywhere, never } from './questions';

const noon = taipei('2026-03-03 12:00');
const night = taipei('2026-03-03 23:00');

describe('a channel is used only where there is an address for it [REACHABLE]', () => {
  test.each([
    ['sms', 'mobile'],
    ['email', 'email'],
    ['letter', 'address'],
    ['call', 'office'],
    ['call', 'mobile'],
    ['call', 'home'],
  ] as const)('%s needs %s', (channel, needed) => {
    const has = everywhere.filter(({ kind }) => kind === needed);
    expect(debtor({}, { contactPoints: has }).asks(channel, noon)).toMatchObject({
      allowed: true,
      contactPoint: { kind: needed },
    });
    const numbers = ['office', 'mobile', 'home', 'emergency'];
    const lacks = everywhere.filter(({ kind }) => (channel === 'call' ? !numbers.includes(kind) : kind !== needed));
    expect(debtor({}, { contactPoints: lacks }).asks(channel, noon)).toMatchObject(never('REACHABLE'));
  });
  test('nobody waits for the morning to find that there is no address', () => {
    expect(debtor({}, { contactPoints: [] }).asks('sms', night)).toMatchObject(never('REACHABLE'));
    expect(debtor().asks('sms', night)).toMatchObject({ rule: 'HOURS' });
  });
  test('a rung without an address is passed over, and the next one comes', () => {
    const notAfter = taipei('2026-03-02 20:00');
    const story = debtor({}, { contactPoints: everywhere.filter(({ kind }) => kind !== 'mobile') });
    const action = { type: 'contactDebtor', rung: 'sms', channel: 'sms', notAfter } as const;
    const look = story.looks(action, taipei('2026-03-02 19:59'));
    expect(look).toMatchObject({ do: 'record', event: { type: 'ContactSuppressed', rule: 'REACHABLE' } });
    if (look.do !== 'record') throw new Error('It was not suppressed');
    expect(story.and(look.event).next(noon)).toMatchObject({ do: 'wait', toDo: { rung: 'call' } });
  });
});
