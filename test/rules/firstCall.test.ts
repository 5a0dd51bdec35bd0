import type { AccountEvent, CallResult } from '../../domain/events';
import { plus, type Instant } from '../../domain/time';
import { attemptId, opened, reserved, taipei } from '../domain/accounts';
import { before, debtor, everywhere, never, type Story } from './questions';

const first = taipei('2026-03-03 10:00');
const hourly = (n: number): Instant => plus(first, n * 60_000);

/** Calls the number that the gate names and reports what came of it. */
function call(story: Story, result: CallResult): Story {
  const now = hourly(story.journal.length);
  const verdict = story.asks('call', now);
  if (!verdict.allowed) throw new Error(`The call was refused: ${verdict.rule}`);
  const id = attemptId(`call-${story.journal.length}`);
  const facts = { attemptId: id, channel: 'call', contactPointId: verdict.contactPoint.id } as const;
  const rest: AccountEvent[] = [
    { type: 'ContactSent', at: now, attemptId: id, providerRef: 'p' },
    {
      type: 'CallResultRecorded',
      at: now,
      attemptId: id,
      result,
      textId: null,
      by: null,
      attitude: null,
      recordingRef: null,
    },
  ];
  return story.and(reserved(`call-${story.journal.length}`, now, facts), rest);
}
const nextNumber = (story: Story): string | undefined => {
  const verdict = story.asks('call', hourly(60));
  return verdict.allowed ? verdict.contactPoint.kind : undefined;
};
const everyone = debtor({}, { contactPoints: everywhere });
const consented = everyone.hears(
  { type: 'ThirdPartyConsentReported', contactPointId: 'cp-emergency', by: 'clerk-1' },
  before(first),
);

/** The numbers that are called one after the other, as long as nobody answers. */
function order(story: Story, count: number): (string | undefined)[] {
  let current = story;
  return Array.from({ length: count }, () => {
    const kind = nextNumber(current);
    current = call(current, 'noAnswer');
    return kind;
  });
}

describe('the first calls go to the office, then the mobile, then home, then to a person of trust [FIRST-CALL]', () => {
  test('in this order, whatever the order of the file, and then anew', () => {
    expect(order(consented, 6)).toEqual(['office', 'mobile', 'home', 'emergency', 'office', 'mobile']);
  });
  test('without consent nobody but the debtor is called [THIRD-PARTY]', () => {
    expect(order(everyone, 4)).toEqual(['office', 'mobile', 'home', 'office']);
  });
  test.each([
    [['home', 'mobile'], 'mobile'],
    [['home'], 'home'],
    [['home', 'office'], 'office'],
  ])('of %j the first is %s', (kinds, expected) => {
    const contactPoints = everywhere.filter(({ kind }) => kinds.includes(kind));
    expect(nextNumber(debtor({}, { contactPoints }))).toBe(expected);
  });
  test('two numbers of one kind are called in the order of the file', () => {
    const contactPoints = [
      { id: 'cp-2', kind: 'mobile' },
      { id: 'cp-1', kind: 'mobile' },
    ] as const;
    const story = debtor({}, { contactPoints });
    expect(story.asks('call', first)).toMatchObject({ contactPoint: { id: 'cp-2' } });
    expect(call(story, 'noAnswer').asks('call', hourly(9))).toMatchObject({ contactPoint: { id: 'cp-1' } });
  });
  test('a number that is barred is passed over', () => {
    const barred = { type: 'ContactPointBarReported', contactPointId: 'cp-office', because: 'wrongNumber' } as const;
    expect(order(everyone.hears(barred, before(first)), 3)).toEqual(['mobile', 'home', 'mobile']);
  });
  test('a debtor without any number is not called', () => {
    const story = debtor({}, { contactPoints: opened().contactPoints.filter(({ kind }) => kind !== 'mobile') });
    expect(story.asks('call', first)).toMatchObject(never('REACHABLE'));
  });
});

describe('where the debtor was reached, there they are called from then on [FIRST-CALL]', () => {
  const atHome = call(call(call(everyone, 'noAnswer'), 'voicemail'), 'rightParty');
  test('the number of the last conversation comes first', () => {
    expect(atHome.account.reachedAt).toBe('cp-home');
    expect(nextNumber(atHome)).toBe('home');
  });
  test('and when it is not answered any more, the others follow in their order', () => {
    expect(order(atHome, 4)).toEqual(['home', 'office', 'mobile', 'home']);
  });
  test('somebody else answering there is not the debtor', () => {
    const story = call(everyone, 'thirdParty');
    expect(story.account.reachedAt).toBeNull();
    expect(nextNumber(story)).toBe('mobile');
  });
  test('the debtor calling says nothing about a number', () => {
    const inbound: AccountEvent = {
      type: 'CallResultRecorded',
      at: first,
      attemptId: null,
      result: 'rightParty',
      textId: null,
      by: null,
      attitude: null,
      recordingRef: null,
    };
    expect(nextNumber(call(everyone, 'noAnswer').and(inbound))).toBe('mobile');
  });
});
