import { retryAt } from '../../domain/contact';
import type { AccountEvent } from '../../domain/events';
import type { CommandOf, Message } from '../../domain/message';
import { redecideTurn, type Difference, type RecordedTurn } from '../../domain/redecide/redecideTurn';
import { escalation } from '../../domain/stages/help';
import { HOUR_MS, instant, MINUTE_MS, type Instant } from '../../domain/time';
import { add, carryOn, type Draft, type Recorded } from '../../domain/turn';
import { attemptId, reserved, taipei } from '../domain/accounts';
import { debtor, pack, type Story } from '../rules/questions';

const at = taipei('2026-03-03 10:00');
const send = (messageId: string): CommandOf<'SendMessage'> => ({
  type: 'SendMessage',
  messageId,
  channel: 'email',
  textId: 't-1',
  textSha256: 'a'.repeat(64),
  findings: [],
  by: 'collector-1',
});
const policies = () => pack();

/** The turn of an account that ended with these events and went on by itself from there. */
function turnThatWrote({ account, journal }: Story, recorded: readonly Recorded[], now: Instant): RecordedTurn {
  const draft = recorded.reduce<Draft>((so, one) => add(so, one.event, one.cause), { account, recorded: [] });
  const turn = carryOn(draft, policies, now);
  const { recorded: wrote, next } = turn;
  return { account, version: journal.length, at: now, heard: [], answers: [], wrote, next, seen: { contacts: [] } };
}
const differenceOf = (story: Story, recorded: readonly Recorded[], now: Instant): Difference | null =>
  redecideTurn(turnThatWrote(story, recorded, now), policies);

describe('a message that was held is the one that was about to be sent [AUDIT] [CONDUCT]', () => {
  const two = debtor().obeys(send('m-1'), at).obeys(send('m-2'), at);
  const heldBack = (messageId: string): readonly Recorded[] => [
    { event: { type: 'MessageHeld', at, messageId, findings: [7] }, cause: 'clock' },
    { event: escalation('messageIsHeld', messageId, 'CONDUCT', at), cause: 'clock' },
  ];
  test('the first that waits may be held', () => {
    expect(differenceOf(two, heldBack('m-1'), at)).toBeNull();
  });
  test.each(['m-2', 'm-3'])('%s was not asked about', (messageId) => {
    expect(differenceOf(two, heldBack(messageId), at)).toMatchObject({ about: 'event' });
  });
});

describe('a provider that is away is asked again when it says so, a day later at the most [AUDIT]', () => {
  const story = debtor().and(reserved('first', at));
  const now = instant(at + MINUTE_MS);
  const away = (moment: number): readonly Recorded[] => {
    const id = attemptId('try-first');
    const event: AccountEvent = {
      type: 'ContactUnavailable',
      at: now,
      attemptId: id,
      code: 'http-503',
      retryAt: instant(moment),
    };
    return [{ event, cause: `attempt:${id}` }];
  };
  test.each([MINUTE_MS, HOUR_MS, 24 * HOUR_MS])('%d ms later is possible', (delayMs) => {
    expect(differenceOf(story, away(now + delayMs), now)).toBeNull();
  });
  test('one that asks for a year is asked after a day', () => {
    expect(retryAt(story.account, now, 365 * 24 * HOUR_MS)).toBe(now + 24 * HOUR_MS);
  });
  test.each([MINUTE_MS - 1, 24 * HOUR_MS + 1, 365 * 24 * HOUR_MS])('%d ms later is not', (delayMs) => {
    expect(differenceOf(story, away(now + delayMs), now)).toMatchObject({ about: 'event' });
  });
});

describe('a contact is tried again when it may be, and that is written down before the call [AUDIT] [RECORD]', () => {
  const id = attemptId('try-first');
  const again = instant(at + MINUTE_MS);
  const away: AccountEvent = { type: 'ContactUnavailable', at, attemptId: id, code: 'http-503', retryAt: again };
  const story = debtor().and(reserved('first', at)).and(away);
  const tried = (now: Instant): readonly Recorded[] => [
    { event: { type: 'ContactTriedAgain', at: now, attemptId: id }, cause: 'clock' },
  ];
  test('at its moment', () => {
    expect(differenceOf(story, tried(again), again)).toBeNull();
  });
  test('not a millisecond before it, and not while a try may be under way', () => {
    const early = instant(again - 1);
    expect(differenceOf(story, tried(early), early)).toMatchObject({ about: 'event', wouldBe: null });
    const trying = story.and(tried(again)[0]!.event);
    expect(differenceOf(trying, tried(again), again)).toMatchObject({ about: 'event', wouldBe: null });
  });
});

describe('each command of a turn was answered as it would be today, and nothing else was [AUDIT]', () => {
  const refused: Message = { id: '7', receivedAt: at, expiresAt: instant(at - 1), command: send('m-1') };
  const turn: RecordedTurn = { ...turnThatWrote(debtor(), [], at), heard: [refused] };
  const answer = { to: '7', refused: 'commandCameTooLate' } as const;
  const accepted = { ...answer, refused: null };
  const another = { ...answer, to: '8' };
  const differs = { version: turn.version, about: 'answer' } as const;
  test.each([
    ['as it is', [answer], null],
    ['missing', [], { ...differs, was: null, wouldBe: answer }],
    ['another one', [accepted], { ...differs, was: accepted, wouldBe: answer }],
    ['one too many', [answer, another], { ...differs, was: another, wouldBe: null }],
  ])('the answer is %s', (_, answers, difference) => {
    expect(redecideTurn({ ...turn, answers }, policies)).toEqual(difference);
  });
});
