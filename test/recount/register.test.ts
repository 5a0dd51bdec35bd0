import { contactIn } from '../../recount/contact';
import { readEntry } from '../../recount/entry';
import { enter, gapsIn, type Register } from '../../recount/register';
import { journal, letter, opened, type Line } from './journals';

/** What the register says when letters of these numbers are entered in this order. */
function entered(...numbers: string[]) {
  const register: Register = new Map();
  const lines: Line[] = [opened(), ...numbers.map((number) => letter('2026-03-02 10:00', number))];
  const letters = journal(lines).events.flatMap((row) => {
    const entry = readEntry(row);
    const made = typeof entry === 'string' ? undefined : contactIn(entry);
    return made ? [made] : [];
  });
  const verdicts = letters.map((made) => enter(register, made)).filter((verdict) => verdict !== 'kept');
  return { verdicts, gaps: gapsIn(register) };
}
const CLEAN = { verdicts: [], gaps: [] };
const numbers = (from: number, through: number) =>
  Array.from({ length: through - from + 1 }, (_, i) => `TWL-${String(from + i).padStart(6, '0')}`);

test('each number from the first to the last stands once, in whatever order the journals come [LETTER-REGISTERED]', () => {
  expect(entered()).toEqual(CLEAN);
  expect(entered('TWL-000001')).toEqual(CLEAN);
  expect(entered(...numbers(1, 100).toReversed())).toEqual(CLEAN);
});

test('a gap of one number is found, at the begin and at the edges of what is kept together [LETTER-REGISTERED]', () => {
  for (const missing of [1, 31, 32, 33, 63, 64]) {
    const all = numbers(1, 70).filter((number) => Number(number.slice(4)) !== missing);
    expect(entered(...all)).toEqual({
      verdicts: [],
      gaps: [`numbers of the series TWL are missing: 1, such as ${missing}`],
    });
  }
});

test('a number that stands twice is a breach, also at the edges of what is kept together [LETTER-REGISTERED]', () => {
  for (const twice of ['TWL-000001', 'TWL-000031', 'TWL-000032', 'TWL-000063']) {
    const { verdicts, gaps } = entered(...numbers(1, 64), twice);
    expect(verdicts).toEqual([{ says: `${twice} was issued twice` }]);
    expect(gaps).toEqual([]);
  }
});

test('series are counted each for itself [LETTER-REGISTERED]', () => {
  expect(entered('A-1', 'A-B-1', 'A-2')).toEqual(CLEAN);
  expect(entered('A-1', 'B-2').gaps).toEqual(['numbers of the series B are missing: 1, such as 1']);
});

test('a wild number is found without counting up to it [LETTER-REGISTERED]', () => {
  const { gaps } = entered('A-1', 'A-999999999999');
  expect(gaps).toEqual(['numbers of the series A are missing: 999999999997, such as 2, 3, 4, 5, 6']);
});

test.each(['A-0', 'A', 'A-1x', '-1', 'A-1234567890123456'])(
  '%s is no register number [LETTER-REGISTERED]',
  (number) => {
    expect(entered(number).verdicts).toHaveLength(1);
  },
);
