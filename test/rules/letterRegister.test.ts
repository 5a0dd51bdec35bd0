import type { LetterState } from '../../domain/account';
import type { AccountEvent, EventOf } from '../../domain/events';
import type { Fact } from '../../domain/message';
import { DAY_MS, plus } from '../../domain/time';
import { day, entered, issued, mailed, opened, taipei } from '../domain/accounts';
import { debtor, pack, told, type Story } from './questions';

const at = taipei('2026-04-01 10:00');
const later = plus(at, DAY_MS);
type Status = 'mailed' | 'handedOver' | 'delivered' | 'returned' | 'spoiled';
const tracked = (status: Status, registerNumber = 'S-letter'): Fact => {
  const known = { type: 'LetterTracked', registerNumber } as const;
  if (status === 'mailed') return { ...known, status, mailNumber: 'RR123456785TW' };
  if (status === 'handedOver') return { ...known, status, by: 'collector-1' };
  return { ...known, status };
};
const printed = debtor({}, { dueOn: day('2026-03-14') }).and(
  entered('negotiation', taipei('2026-04-01 00:00')),
  mailed('letter', at),
);
const stateOf = (story: Story) => story.account.letters[0]?.state;
const types = (story: Story) => story.wrote.map(({ type }) => type);

describe('each number is mailed, handed over, spoiled or returned [LETTER-REGISTERED]', () => {
  test('a letter that the post took has the number of its registered mail', () => {
    const story = printed.hears(tracked('mailed'), at);
    expect(story.wrote).toMatchObject([
      { type: 'LetterMailed', registerNumber: 'S-letter', mailNumber: 'RR123456785TW' },
    ]);
    expect(stateOf(printed)).toBe('printed');
    expect(stateOf(story)).toBe('mailed');
  });
  test.each<[Status, AccountEvent['type']]>([
    ['handedOver', 'LetterHandedOver'],
    ['delivered', 'LetterDelivered'],
    ['returned', 'LetterReturned'],
    ['spoiled', 'LetterSpoiled'],
  ])('a printed letter may be %s', (status, type) => {
    const story = printed.hears(tracked(status), at);
    expect(types(story)[0]).toBe(type);
    expect(stateOf(story)).toBe(status);
  });
  test('who handed it over is on record', () => {
    expect(printed.hears(tracked('handedOver'), at).wrote).toMatchObject([{ by: 'collector-1' }]);
  });
  test('a letter that nobody issued is noted', () => {
    expect(printed.hears(tracked('delivered', 'S-9'), at).wrote).toMatchObject([
      { type: 'FactNoted', because: 'noSuchLetter' },
    ]);
  });
  test.each<Status>(['mailed', 'handedOver', 'delivered', 'returned', 'spoiled'])(
    'that it is %s is told once: the same again changes nothing',
    (status) => {
      const story = printed.hears(tracked(status), at);
      const again = story.hears(tracked(status), later);
      expect(again.wrote).toMatchObject([{ type: 'FactNoted', because: 'alreadyKnown' }]);
      expect(again.account.letters).toEqual(story.account.letters);
    },
  );
  test.each<[Status, Status]>([
    ['handedOver', 'mailed'],
    ['delivered', 'mailed'],
    ['returned', 'mailed'],
    ['spoiled', 'mailed'],
    ['spoiled', 'delivered'],
    ['spoiled', 'returned'],
    ['delivered', 'spoiled'],
    ['handedOver', 'spoiled'],
    ['returned', 'spoiled'],
  ])('a letter that is %s is not %s any more, however late that is told', (first, late) => {
    const story = printed.hears(tracked(first), at);
    const told = story.hears(tracked(late), later);
    expect(told.wrote).toMatchObject([{ type: 'FactNoted', because: 'alreadyKnown' }]);
    expect(stateOf(told)).toBe(first);
    expect(told.account.rungsDone).toEqual(story.account.rungsDone);
  });
  test('the post may take back its word: what it delivered can come back', () => {
    const story = printed.hears(tracked('delivered'), at).hears(tracked('returned'), later);
    expect(stateOf(story)).toBe('returned');
  });
});

describe('a letter that was not read is written again, so often as the pack says [LETTER-REGISTERED]', () => {
  const again = (story: Story, number: string, status: Status) =>
    story.and(mailed('letter', at, number)).hears(tracked(status, number), at);
  const isDue = (story: Story) => {
    const step = story.next(at);
    const action = step.do === 'perform' ? step.action : step.do === 'wait' ? step.toDo : null;
    return action?.type === 'issueLetter' && action.rung === 'letter';
  };
  const base = debtor({}, { dueOn: day('2026-03-14') }).and(entered('negotiation', taipei('2026-04-01 00:00')));

  test('returned once: a new one with a new number', () => {
    expect(isDue(printed)).toBe(false);
    const once = again(base, 'S-1', 'returned');
    expect(isDue(once)).toBe(true);
    const twoNumbers = once.and(mailed('letter', at, 'S-2')).account.letters;
    expect(twoNumbers.map(({ registerNumber, state }) => [registerNumber, state])).toEqual([
      ['S-1', 'returned'],
      ['S-2', 'printed'],
    ]);
  });
  test('returned twice: it is given up', () => {
    expect(isDue(again(again(base, 'S-1', 'returned'), 'S-2', 'returned'))).toBe(false);
  });
  test('not when another one has taken its place, and again when that one was not read either', () => {
    const two = base
      .and(mailed('letter', at, 'S-1'), mailed('letter', at, 'S-2'))
      .hears(tracked('returned', 'S-1'), at);
    expect(isDue(two)).toBe(false);
    expect(isDue(two.hears(tracked('spoiled', 'S-2'), at))).toBe(true);
  });
  test('a spoiled one was never sent and does not count', () => {
    expect(isDue(again(again(base, 'S-1', 'spoiled'), 'S-2', 'returned'))).toBe(true);
  });
  test('the journal keeps each letter by its number, template and hash', () => {
    const letter = printed.journal.find((event): event is EventOf<'LetterIssued'> => event.type === 'LetterIssued');
    expect(letter).toMatchObject({ registerNumber: 'S-letter', template: 'text', textSha256: 'a'.repeat(64) });
    const states: LetterState[] = told(pack(), opened(), issued('letter', at)).account.letters.map(
      ({ state }) => state,
    );
    expect(states).toEqual(['issued']);
  });
});
