import * as fc from 'fast-check';
import {
  addBusinessDays,
  daysLeft,
  isBusinessDay,
  isHoliday,
  knows,
  PastHorizon,
  type Calendar,
} from '../../domain/calendar';
import { addDays, daysBetween, type Day } from '../../domain/time';

const day = (text: string) => text as Day;
const days = (text: string) => text.split(' ') as Day[];

/** The Lunar New Year and the National Day week of 2026 in mainland China, as the State Council ordered them. */
const china: Calendar = {
  id: 'cn-mainland',
  version: '2026-1',
  knownFrom: day('2026-02-01'),
  knownThrough: day('2026-10-11'),
  holidays: [
    ...days('2026-02-15 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-02-21 2026-02-22 2026-02-23'),
    ...days('2026-10-01 2026-10-02 2026-10-03 2026-10-04 2026-10-05 2026-10-06 2026-10-07'),
  ],
  workdays: days('2026-02-14 2026-02-28 2026-09-20 2026-10-10'),
};

describe('a calendar knows the days from the first through the last, both included [HOLIDAY]', () => {
  test.each([
    ['2026-01-31', false],
    ['2026-02-01', true],
    ['2026-10-11', true],
    ['2026-10-12', false],
  ])('%s: %s', (on, known) => {
    expect(knows(china, day(on))).toBe(known);
  });
  test.each([
    ['2026-01-31', 'the day before the first'],
    ['2026-10-12', 'the day after the last, a Monday'],
    ['2027-01-01', 'New Year’s Day of a year that nobody has announced'],
  ])('%s, %s, is an error and never silently a workday', (on) => {
    for (const ask of [isHoliday, isBusinessDay]) expect(() => ask(china, day(on))).toThrow(PastHorizon);
  });
  test('the error tells a person which calendar ends where, and what to do', () => {
    const error = new PastHorizon(china, day('2027-01-01'));
    expect(error).toMatchObject({ name: 'PastHorizon', day: '2027-01-01' });
    expect(error.message).toBe(
      'Calendar cn-mainland 2026-1 knows the days from 2026-02-01 through 2026-10-11, but not 2027-01-01: ' +
        'adopt a policy pack whose calendar reaches that day',
    );
  });
  test.each([
    ['2026-02-01', 252],
    ['2026-10-10', 1],
    ['2026-10-11', 0],
    ['2026-10-12', -1],
  ])('on %s it has %d days left', (today, left) => {
    expect(daysLeft(china, day(today))).toBe(left);
  });
});

describe('a public holiday is a holiday on every day of the week, and no workday [HOLIDAY]', () => {
  test.each([
    ['2026-02-13', 'the Friday before the Lunar New Year', false, true],
    ['2026-02-14', 'a make-up Saturday before it', false, true],
    ['2026-02-15', 'its first day, a Sunday', true, false],
    ['2026-02-17', 'the Lunar New Year', true, false],
    ['2026-02-23', 'its last day, a Monday', true, false],
    ['2026-02-24', 'the Tuesday after it', false, true],
    ['2026-02-28', 'a make-up Saturday after it', false, true],
    ['2026-03-01', 'an ordinary Sunday', false, false],
    ['2026-09-19', 'an ordinary Saturday', false, false],
    ['2026-09-20', 'a make-up Sunday', false, true],
    ['2026-09-30', 'the Wednesday before the National Day', false, true],
    ['2026-10-01', 'the National Day', true, false],
    ['2026-10-03', 'the Saturday of its week', true, false],
    ['2026-10-07', 'the last day of its week', true, false],
    ['2026-10-08', 'the Thursday after it', false, true],
    ['2026-10-10', 'a make-up Saturday after it', false, true],
    ['2026-10-11', 'a Sunday, and the last known day', false, false],
  ])('%s, %s: holiday %s, business day %s', (on, _, holiday, business) => {
    expect(isHoliday(china, day(on))).toBe(holiday);
    expect(isBusinessDay(china, day(on))).toBe(business);
  });
});

describe('a term in business days skips holidays and counts make-up workdays [COMPLAINT]', () => {
  test.each([
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-30', 2, '2026-10-09'],
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-10-03', 1, '2026-10-08'],
    ['2026-09-18', 1, '2026-09-20'],
    ['2026-09-18', 2, '2026-09-21'],
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-13', 3, '2026-02-25'],
    ['2026-01-31', 1, '2026-02-02'],
  ])('after %s, business day %d is %s', (from, count, reached) => {
    expect(addBusinessDays(china, day(from), count)).toBe(reached);
  });
  test.each(['2026-10-03', '2026-10-08', '2027-01-01'])('no business day after %s is that day itself', (on) => {
    expect(addBusinessDays(china, day(on), 0)).toBe(on);
  });
  test('a term that ends on the last known business day is known, one day more is an error', () => {
    expect(addBusinessDays(china, day('2026-10-07'), 3)).toBe('2026-10-10');
    expect(() => addBusinessDays(china, day('2026-10-07'), 4)).toThrow(PastHorizon);
    expect(() => addBusinessDays(china, day('2026-10-07'), Number.MAX_SAFE_INTEGER)).toThrow(PastHorizon);
  });
  test.each([-1, 1.5, Number.NaN, Infinity])('%d is no count of business days', (count) => {
    expect(() => addBusinessDays(china, day('2026-03-02'), count)).toThrow(RangeError);
  });
});

const FIRST = day('2026-01-01');
const KNOWN_DAYS = 365;
const weekdayOf = (on: Day) => new Date(`${on}T00:00:00Z`).getUTCDay();
const ofTheYear = fc.integer({ min: 0, max: KNOWN_DAYS - 1 }).map((i) => addDays(FIRST, i));
const sorted = (found: readonly Day[]) => [...new Set(found)].sort();

/** Any calendar that the codec would accept. */
const calendars = fc
  .record({ holidays: fc.array(ofTheYear, { maxLength: 120 }), worked: fc.array(ofTheYear, { maxLength: 40 }) })
  .map(({ holidays, worked }): Calendar => ({
    id: 'any',
    version: '1',
    knownFrom: FIRST,
    knownThrough: addDays(FIRST, KNOWN_DAYS - 1),
    holidays: sorted(holidays),
    workdays: sorted(worked.filter((on) => [0, 6].includes(weekdayOf(on)) && !holidays.includes(on))),
  }));

/** The law said again in other words: a list of all business days of the year. */
const businessDaysOf = ({ holidays, workdays }: Calendar): Day[] =>
  Array.from({ length: KNOWN_DAYS }, (_, i) => addDays(FIRST, i)).filter(
    (on) => workdays.includes(on) || ([1, 2, 3, 4, 5].includes(weekdayOf(on)) && !holidays.includes(on)),
  );

/** Nothing when the term reaches past the horizon. */
function reachedWithin(calendar: Calendar, from: Day, count: number): Day | undefined {
  try {
    return addBusinessDays(calendar, from, count);
  } catch (error) {
    if (error instanceof PastHorizon) return undefined;
    throw error;
  }
}

describe('whatever the calendar', () => {
  test('a day is a business day when the list of them has it', () => {
    fc.assert(
      fc.property(calendars, (calendar) => {
        const all = Array.from({ length: KNOWN_DAYS }, (_, i) => addDays(FIRST, i));
        expect(all.filter((on) => isBusinessDay(calendar, on))).toEqual(businessDaysOf(calendar));
        expect(all.filter((on) => isHoliday(calendar, on))).toEqual(calendar.holidays);
      }),
    );
  });
  test('a term ends on a business day and has exactly its count of them, or reaches past the horizon', () => {
    fc.assert(
      fc.property(calendars, ofTheYear, fc.integer({ min: 1, max: 60 }), (calendar, from, count) => {
        const after = businessDaysOf(calendar).filter((on) => on > from);
        expect(reachedWithin(calendar, from, count)).toBe(after[count - 1]);
      }),
    );
  });
  test('a longer term ends later, and one that begins later never ends earlier', () => {
    const early = fc.integer({ min: 0, max: 150 }).map((i) => addDays(FIRST, i));
    fc.assert(
      fc.property(calendars, early, early, fc.integer({ min: 0, max: 20 }), (calendar, a, b, count) => {
        const [sooner, later] = a < b ? [a, b] : [b, a];
        const ends = addBusinessDays(calendar, sooner, count);
        expect(daysBetween(ends, addBusinessDays(calendar, sooner, count + 1))).toBeGreaterThan(0);
        expect(daysBetween(ends, addBusinessDays(calendar, later, count))).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
