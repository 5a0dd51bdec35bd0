import type { Template } from '../../domain/policy';
import { day, reserved, taipei, zone } from '../domain/accounts';
import { small } from '../domain/policies';
import { before, debtor, never, pack, told } from './questions';
import { opened } from '../domain/accounts';

const approval = { by: 'the compliance committee', on: day('2026-03-16'), through: day('2026-03-18') };
const limited: Template = { ...small.templates['text']!, approval };
const withText = (templates: Record<string, Template>) => ({ templates: { ...small.templates, ...templates } });
const story = debtor({ ...withText({ text: limited }), contactHours: [{ fromMinute: 0, toMinute: 1440 }] });
const asks = (moment: string) => story.asks('sms', taipei(moment));

describe('only an approved text is used, in the time of its approval [TEMPLATE]', () => {
  test('on its first day from midnight on, and not on the day before', () => {
    expect(asks('2026-03-15 23:59:59.999')).toMatchObject(never('TEMPLATE'));
    expect(asks('2026-03-16 00:00')).toMatchObject({ allowed: true, script: 'text' });
  });
  test('on its last day until midnight, and not on the day after', () => {
    expect(asks('2026-03-18 23:59:59.999')).toMatchObject({ allowed: true });
    expect(asks('2026-03-19 00:00')).toMatchObject(never('TEMPLATE'));
  });
  test('the day is that of the debtor', () => {
    const change = { ...withText({ text: limited }), contactHours: [{ fromMinute: 0, toMinute: 1440 }] };
    const inNewYork = debtor(change, { timeZone: zone('America/New_York') });
    const morningInTaipei = taipei('2026-03-16 11:59:59.999'); // 23:59 of the 15th in New York
    expect(inNewYork.asks('sms', morningInTaipei)).toMatchObject({ rule: 'TEMPLATE' });
    expect(inNewYork.asks('sms', taipei('2026-03-16 12:00'))).toMatchObject({ allowed: true });
  });
  test('a text that the pack does not have is not used', () => {
    const rung = { name: 'sms', afterDays: 0, channel: 'sms', template: 'unheard-of' } as const;
    expect(debtor().asks('sms', taipei('2026-03-16 12:00'), [], { rung })).toMatchObject(never('TEMPLATE'));
  });
  test('it is the text that would be used: a first call needs the one that asks for the identity', () => {
    const call = (templates: Record<string, Template>) =>
      debtor(withText(templates)).asks('call', taipei('2026-03-19 12:00'));
    expect(call({ text: limited })).toMatchObject({ allowed: true, script: 'identity-check' });
    expect(call({ 'identity-check': limited })).toMatchObject(never('TEMPLATE'));
  });
  test('a contact whose text has expired since it was decided is suppressed, and the ladder goes on', () => {
    const short = { ...limited, approval: { ...approval, on: day('2026-03-01'), through: day('2026-03-01') } };
    const notAfter = taipei('2026-03-02 20:00');
    const action = { type: 'contactDebtor', rung: 'sms', channel: 'sms', notAfter } as const;
    expect(debtor().looks(action, before(notAfter))).toMatchObject({ do: 'contact', script: 'text' });
    const expired = debtor(withText({ text: short }));
    const look = expired.looks(action, before(notAfter));
    expect(look).toMatchObject({ do: 'record', event: { type: 'ContactSuppressed', rule: 'TEMPLATE' } });
    if (look.do !== 'record') throw new Error('It was not suppressed');
    expect(expired.and(look.event).next(notAfter)).toMatchObject({ toDo: { rung: 'call' } });
  });
  test('the journal keeps which text in which version was used', () => {
    const { journal } = told(pack(), opened(), reserved('sms', taipei('2026-03-02 12:00'), { templateVersion: 7 }));
    expect(journal.at(-1)).toMatchObject({ template: 'text', templateVersion: 7, textSha256: 'a'.repeat(64) });
  });
});
