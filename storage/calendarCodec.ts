import { parse } from 'yaml';
import { z } from 'zod';
import { isWeekend, knows, type Calendar } from '../domain/calendar';
import type { Day } from '../domain/time';
import * as part from './codecParts';

const name = part.words.min(1);
const date = z.iso.date();
const days = z.array(part.day).superRefine(standInOrder);

const content = z
  .strictObject({
    id: part.id,
    version: part.id,
    knownFrom: part.day,
    knownThrough: part.day,
    holidays: days,
    workdays: days,
  })
  .superRefine(agreesWithItself);

/** A calendar as a policy's content in the database has it. */
export const calendarCodec: z.ZodType<Calendar> = content;

/** A calendar as it is written in `policies/calendars/*.yaml`, with names and sources for who audits it. */
const calendarFile = z
  .strictObject({
    id: part.id,
    version: part.id,
    knownFrom: date,
    knownThrough: date,
    source: z.array(name).min(1),
    holidays: z.array(z.strictObject({ on: date, name })),
    workdays: z.array(z.strictObject({ on: date, for: name })),
  })
  .transform(({ id, version, knownFrom, knownThrough, holidays, workdays }) => ({
    id,
    version,
    knownFrom,
    knownThrough,
    holidays: holidays.map(({ on }) => on),
    workdays: workdays.map(({ on }) => on),
  }))
  .pipe(content);

/** Reads a calendar file; one that is wrong is refused with file, path and reason. */
export function parseCalendar(yaml: string, file: string): Calendar {
  const parsed = calendarFile.safeParse(read(yaml, file));
  if (!parsed.success) throw new Error(`Calendar ${file} is refused:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function read(yaml: string, file: string): unknown {
  try {
    return parse(yaml);
  } catch (error) {
    throw new Error(`Calendar ${file} is refused:\n${String(error)}`, { cause: error });
  }
}

function standInOrder(list: readonly Day[], context: z.RefinementCtx<Day[]>): void {
  list.forEach((day, i) => {
    const before = list[i - 1];
    if (before === undefined || before < day) return;
    const message = before === day ? `${day} stands twice` : `${day} stands after ${before}: not in order`;
    context.addIssue({ code: 'custom', path: [i], message });
  });
}

function agreesWithItself(calendar: Calendar, context: z.RefinementCtx<Calendar>): void {
  const { knownFrom, knownThrough, holidays, workdays } = calendar;
  const refuse = (message: string, ...path: (string | number)[]) => context.addIssue({ code: 'custom', path, message });
  if (knownThrough < knownFrom) return refuse(`the horizon ${knownThrough} is before ${knownFrom}`, 'knownThrough');
  holidays.forEach((day, i) => {
    if (!knows(calendar, day)) refuse(`${day} is not among the known days`, 'holidays', i);
  });
  const off = new Set(holidays);
  workdays.forEach((day, i) => {
    if (!knows(calendar, day)) refuse(`${day} is not among the known days`, 'workdays', i);
    if (!isWeekend(day)) refuse(`${day} is no Saturday or Sunday, so it needs no making up`, 'workdays', i);
    if (off.has(day)) refuse(`${day} is a holiday as well`, 'workdays', i);
  });
}
