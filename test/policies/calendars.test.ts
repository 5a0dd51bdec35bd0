import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { addBusinessDays, isBusinessDay, isHoliday, isWeekend, knows, PastHorizon } from '../../domain/calendar';
import { addDays, type Day } from '../../domain/time';
import { calendarCodec, parseCalendar } from '../../storage/calendarCodec';

const folder = join(__dirname, '../../policies/calendars');
const textOf = (id: string) => readFileSync(join(folder, `${id}.yaml`), 'utf8');
const calendarOf = (id: string) => parseCalendar(textOf(id), `${id}.yaml`);
const day = (text: string) => text as Day;

const china = calendarOf('cn-mainland');
const taiwan = calendarOf('tw');
const states = calendarOf('us-federal');

describe('the calendars of the packs', () => {
  const ids = readdirSync(folder).map((file) => file.replace('.yaml', ''));

  test('are these three', () => {
    expect(ids.sort()).toEqual(['cn-mainland', 'tw', 'us-federal']);
  });
  test.each(ids)('%s is read, and named like its file', (id) => {
    expect(calendarOf(id)).toMatchObject({ id, version: '2026-1', knownFrom: '2025-01-01' });
  });
  test.each([
    ['cn-mainland', '2026-12-31'],
    ['tw', '2027-12-31'],
    ['us-federal', '2030-12-31'],
  ])('%s ends where its sources end, on %s', (id, horizon) => {
    const calendar = calendarOf(id);
    expect(calendar.knownThrough).toBe(horizon);
    expect(isHoliday(calendar, day(horizon))).toBe(horizon === '2027-12-31');
    expect(() => isHoliday(calendar, addDays(day(horizon), 1))).toThrow(PastHorizon);
  });
  test.each(ids)('%s comes back from a policy’s content as it went in', (id) => {
    const calendar = calendarOf(id);
    const kept: unknown = JSON.parse(JSON.stringify(z.encode(calendarCodec, calendar)));
    expect(calendarCodec.parse(kept)).toEqual(calendar);
  });
  test('China’s New Year’s Day of 2027 is an error, not a workday, until the State Council has announced it', () => {
    for (const ask of [isHoliday, isBusinessDay]) {
      expect(() => ask(china, day('2027-01-01'))).toThrow('knows the days from 2025-01-01 through 2026-12-31');
    }
    expect(() => addBusinessDays(china, day('2026-12-31'), 1)).toThrow(PastHorizon);
  });
});

/** All days from the first through the last, both included. */
function span(from: string, through: string): Day[] {
  const found = [day(from)];
  while (found.at(-1)! < through) found.push(addDays(found.at(-1)!, 1));
  return found;
}

const daysOff = (calendar: typeof china, year: number) =>
  span(`${year}-01-01`, `${year}-12-31`).filter((on) => !isBusinessDay(calendar, on)).length;

describe('mainland China, by the notices of the State Council’s General Office [HOLIDAY]', () => {
  test.each([
    ['2025-01-01', '2025-01-01', 'New Year’s Day, alone'],
    ['2025-01-28', '2025-02-04', 'the Spring Festival of 2025, 8 days'],
    ['2025-05-01', '2025-05-05', 'Labour Day of 2025, 5 days'],
    ['2025-10-01', '2025-10-08', 'the National Day and the Mid-Autumn Festival of 2025, 8 days'],
    ['2026-01-01', '2026-01-03', 'New Year’s Day of 2026, 3 days'],
    ['2026-02-15', '2026-02-23', 'the Spring Festival of 2026, 9 days'],
    ['2026-04-04', '2026-04-06', 'the Qingming Festival of 2026, 3 days'],
    ['2026-06-19', '2026-06-21', 'the Dragon Boat Festival of 2026, 3 days'],
    ['2026-09-25', '2026-09-27', 'the Mid-Autumn Festival of 2026, 3 days'],
    ['2026-10-01', '2026-10-07', 'the National Day of 2026, 7 days'],
  ])('%s to %s: %s', (from, through) => {
    for (const on of span(from, through)) expect(isHoliday(china, on)).toBe(true);
    const around = [addDays(day(from), -1), addDays(day(through), 1)].filter((on) => knows(china, on));
    expect(around.map((on) => isHoliday(china, on))).not.toContain(true);
  });
  test.each(['2025-01-26', '2025-09-28', '2025-10-11', '2026-01-04', '2026-02-14', '2026-05-09', '2026-10-10'])(
    'people work on %s, a Saturday or Sunday',
    (on) => {
      expect(isWeekend(day(on))).toBe(true);
      expect(isBusinessDay(china, day(on))).toBe(true);
    },
  );
  test.each([2025, 2026])('%d has the 248 workdays that 13 statutory holidays leave', (year) => {
    expect(365 - daysOff(china, year)).toBe(248);
  });
  test('three business days from the eve of the National Day week end on a make-up Saturday', () => {
    expect(addBusinessDays(china, day('2026-09-30'), 3)).toBe('2026-10-10');
    expect(addBusinessDays(china, day('2025-09-26'), 3)).toBe('2025-09-30');
  });
});

describe('Taiwan, by the office calendars and the law of 28 May 2025 [HOLIDAY]', () => {
  test.each([
    ['2025-01-27', 'the day before the eve, made up in February'],
    ['2025-04-03', 'the substitute of Children’s Day'],
    ['2025-05-01', 'Labour Day, then by the Labor Standards Act'],
    ['2025-09-29', 'the substitute of Teachers’ Day, a Sunday'],
    ['2025-10-24', 'the substitute of Retrocession Day, a Saturday'],
    ['2025-12-25', 'Constitution Day'],
    ['2026-02-20', 'the substitute of the day before the eve, a Sunday'],
    ['2026-05-01', 'Labour Day'],
    ['2026-09-28', 'Teachers’ Day'],
    ['2026-10-09', 'the substitute of the National Day, a Saturday'],
    ['2026-10-26', 'the substitute of Retrocession Day, a Sunday'],
    ['2027-02-10', 'the second substitute of the Lunar New Year'],
    ['2027-04-30', 'the substitute of Labour Day, a Saturday'],
    ['2027-12-31', 'the substitute of New Year’s Day 2028, a Saturday'],
  ])('%s, %s, is a holiday and no Saturday or Sunday', (on) => {
    expect(isHoliday(taiwan, day(on))).toBe(true);
    expect(isWeekend(day(on))).toBe(false);
  });
  test.each(['2025-02-03', '2025-04-07', '2026-02-13', '2026-02-23', '2026-09-03', '2026-12-24', '2027-02-11'])(
    '%s is an ordinary workday',
    (on) => {
      expect(isBusinessDay(taiwan, day(on))).toBe(true);
    },
  );
  test('8 February 2025 was the last make-up workday: the law of 2025 knows none', () => {
    expect(taiwan.workdays).toEqual(['2025-02-08']);
    expect(isBusinessDay(taiwan, day('2025-02-08'))).toBe(true);
  });
  test.each([
    [2026, 120],
    [2027, 121],
  ])('%d has the %d days off of the office calendar', (year, count) => {
    expect(daysOff(taiwan, year)).toBe(count);
  });
});

describe('the United States, by 5 U.S.C. 6103 [HOLIDAY]', () => {
  test.each([
    ['2025-01-20', 'the birthday of Martin Luther King, Jr.'],
    ['2025-11-27', 'Thanksgiving Day'],
    ['2026-05-25', 'Memorial Day'],
    ['2026-07-03', 'Independence Day, observed'],
    ['2026-07-04', 'Independence Day, a Saturday'],
    ['2027-06-18', 'Juneteenth, observed'],
    ['2027-07-05', 'Independence Day, observed after a Sunday'],
    ['2027-12-31', 'New Year’s Day of 2028, observed in the year before'],
    ['2028-11-10', 'Veterans Day, observed'],
    ['2029-11-12', 'Veterans Day, observed after a Sunday'],
    ['2030-11-28', 'Thanksgiving Day'],
  ])('%s, %s, is a holiday', (on) => {
    expect(isHoliday(states, day(on))).toBe(true);
    expect(isBusinessDay(states, day(on))).toBe(false);
  });
  test.each(['2025-11-28', '2026-07-06', '2026-11-03', '2028-01-03', '2029-11-09', '2030-12-31'])(
    '%s is an ordinary workday',
    (on) => {
      expect(isBusinessDay(states, day(on))).toBe(true);
    },
  );
  test.each([2025, 2026, 2027, 2028, 2029, 2030])(
    '%d has eleven holidays, those observed on another day apart',
    (year) => {
      const text = textOf('us-federal').split('\n');
      const ofTheYear = text.filter((line) => line.includes(`{ on: ${year}`) && !line.includes('(observed)'));
      expect(ofTheYear).toHaveLength(11);
    },
  );
});

const small = `
id: small
version: '1'
knownFrom: 2026-01-01
knownThrough: 2026-12-31
source:
  - The notice of 2026
holidays:
  - { on: 2026-02-17, name: New Year }
  - { on: 2026-02-18, name: New Year }
workdays:
  - { on: 2026-02-14, for: New Year }
  - { on: 2026-02-22, for: New Year }
`;
/** The small file with one text replaced, which must be there. */
const changed = (from: string, to: string): string => {
  if (!small.includes(from)) throw new Error(`The file has no ${from}`);
  return small.replace(from, to);
};
const first = '{ on: 2026-02-17, name: New Year }';
const work = '{ on: 2026-02-14, for: New Year }';

describe('a bad calendar is refused, with file, path and reason', () => {
  test('the small one itself is good', () => {
    expect(parseCalendar(small, 'small.yaml').holidays).toEqual(['2026-02-17', '2026-02-18']);
  });
  test.each<[string, string, string, string, string]>([
    ['days out of order', '02-17', '02-19', '2026-02-18 stands after 2026-02-19', 'holidays[1]'],
    ['a day that stands twice', '02-17', '02-18', '2026-02-18 stands twice', 'holidays[1]'],
    ['workdays out of order', '02-14', '02-28', '2026-02-22 stands after 2026-02-28', 'workdays[1]'],
    ['a holiday before the first known day', '2026-02-17', '2025-12-31', 'not among the known days', 'holidays[0]'],
    ['a holiday past the horizon', '2026-02-18', '2027-01-01', 'not among the known days', 'holidays[1]'],
    ['a workday past the horizon', '2026-02-22', '2027-01-02', 'not among the known days', 'workdays[1]'],
    ['a make-up workday on a Friday', '02-14', '02-13', '2026-02-13 is no Saturday or Sunday', 'workdays[0]'],
    ['a make-up workday on a Monday', '02-22', '02-23', '2026-02-23 is no Saturday or Sunday', 'workdays[1]'],
    ['a holiday on which people work', '02-18', '02-22', '2026-02-22 is a holiday as well', 'workdays[1]'],
    ['a horizon before the begin', '2026-12-31', '2025-12-31', '2025-12-31 is before 2026-01-01', 'knownThrough'],
    ['a day that is none', '2026-02-18', '2026-02-30', 'Invalid ISO date', 'holidays[1].on'],
    ['a first day that is none', '2026-01-01', '2026-13-01', 'Invalid ISO date', 'knownFrom'],
    ['a leap day in a common year', '2026-02-18', '2026-02-29', 'Invalid ISO date', 'holidays[1].on'],
    ['a holiday without a name', first, '{ on: 2026-02-17 }', 'expected string', 'holidays[0].name'],
    ['an empty name', first, "{ on: 2026-02-17, name: '' }", 'expected string to have >=1', 'holidays[0].name'],
    ['a workday for nothing', work, '{ on: 2026-02-14 }', 'expected string', 'workdays[0].for'],
    ['no source', '  - The notice of 2026', '  []', 'expected array to have >=1', 'source'],
    ['an unknown key', 'version:', 'moon: full\nversion:', 'Unrecognized key: "moon"', ''],
    ['a missing list', 'holidays:', 'feasts:', 'expected array', 'holidays'],
    ['a key that stands twice', 'version:', 'id: other\nversion:', 'Map keys must be unique', ''],
  ])('%s', (_, from, to, reason, path) => {
    const refusal = refusalOf(changed(from, to));
    expect(refusal).toContain('Calendar small.yaml is refused');
    expect(refusal).toContain(reason);
    expect(refusal).toContain(path === '' ? reason : `→ at ${path}`);
  });
  test('on the very first and last known day a holiday is fine', () => {
    const ends = changed('2026-02-17', '2026-01-01').replace('2026-02-18', '2026-12-31');
    expect(parseCalendar(ends, 'small.yaml').holidays).toEqual(['2026-01-01', '2026-12-31']);
  });
  test('a calendar of one day is fine', () => {
    const [head] = changed('2026-12-31', '2026-01-01').split('holidays:');
    expect(parseCalendar(`${head}holidays: []\nworkdays: []`, 'small.yaml').knownThrough).toBe('2026-01-01');
  });
  test('one in a policy’s content is held to the same, and has no names', () => {
    const kept = { ...parseCalendar(small, 'small.yaml') };
    const reason = (content: unknown) => String(calendarCodec.safeParse(content).error);
    expect(reason({ ...kept, holidays: ['2026-02-18', '2026-02-17'] })).toContain('stands after 2026-02-18');
    expect(reason({ ...kept, workdays: ['2026-02-13'] })).toContain('is no Saturday or Sunday');
    expect(reason({ ...kept, holidays: ['2026-02-14'] })).toContain('2026-02-14 is a holiday as well');
    expect(reason({ ...kept, holidays: ['2027-01-01'] })).toContain('is not among the known days');
    expect(reason({ ...kept, holidays: ['2026-02-30'] })).toContain('Invalid ISO date');
    expect(reason({ ...kept, source: ['a notice'] })).toContain('Unrecognized key');
  });
});

function refusalOf(yaml: string): string {
  try {
    parseCalendar(yaml, 'small.yaml');
  } catch (error) {
    return String(error);
  }
  throw new Error('The calendar was not refused');
}
