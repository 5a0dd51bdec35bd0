import { InvalidArgumentError, Option } from 'commander';
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Instalment } from '../../domain/events';
import type { Day, Hours, Instant } from '../../domain/time';

/** Turns what was typed into a value, or says what it must be. */
const parser =
  <Value>(isRight: (text: string) => boolean, must: string, read: (text: string) => Value) =>
  (text: string): Value => {
    if (!isRight(text)) throw new InvalidArgumentError(must);
    return read(text);
  };
const matches = (pattern: RegExp) => (text: string) => pattern.test(text);
const asIs = (text: string): string => text;

export const wholeNumber = parser(matches(/^[1-9]\d{0,6}$/), 'must be a whole number from 1 to 9999999', Number);
/** More processes or threads than that are a slip of the hand, and would take the machine down. */
export const atOnce = parser(
  (text) => /^[1-9]\d?$/.test(text) && Number(text) <= 64,
  'must be a whole number from 1 to 64',
  Number,
);
export const positive = parser((text) => Number(text) > 0, 'must be a number above 0', Number);
export const notNegative = parser((text) => text !== '' && Number(text) >= 0, 'must be a number, 0 or more', Number);
export const minorUnits = parser(
  matches(/^\d{1,15}$/),
  'must be whole minor units (cents): digits only, so 125.00 is 12500',
  BigInt,
);
/** The journal keeps it for ever, so free text is not welcome at a terminal. */
export const reference = parser(
  matches(/^[A-Za-z0-9._:/-]{1,80}$/),
  'must be 1 to 80 characters of A-Z a-z 0-9 . _ : / -, an id or a word and nothing personal',
  asIs,
);
export const isUserName = matches(/^[A-Za-z0-9._:-]{1,100}$/);
export const userName = parser(isUserName, 'must be 1 to 100 characters of A-Z a-z 0-9 . _ : -', asIs);
/** Made of a kind and of what it is about, so longer than an id from outside. */
export const escalationId = parser(
  matches(/^[A-Za-z]{1,40}:[A-Za-z0-9._:/-]{1,150}$/),
  'must be an id that `arrears escalations` shows',
  asIs,
);
export const inboxId = parser(matches(/^\d{1,18}$/), 'must be an id that `arrears unmatched` shows', asIs);
export const day = parser(isDay, 'must be a day that exists, as YYYY-MM-DD', (text) => text as Day);
export const moment = parser(
  isMoment,
  'must be a moment with its offset, like 2026-03-01T19:30:00+08:00',
  (text) => Date.parse(text) as Instant,
);
export const hours = parser(
  areHours,
  'must be hours of a day, like 09:00-12:30, at most until 24:00',
  (text): Hours => ({ fromMinute: minuteOf(text.slice(0, 5)), toMinute: minuteOf(text.slice(6)) }),
);

const oneInstalment = parser(
  (text) => /=\d{1,15}$/.test(text) && isDay(text.slice(0, text.indexOf('='))),
  'must be a day and whole minor units, like 2026-05-01=50000',
  (text): Instalment => {
    const [dueOn, amountMinor] = text.split('=') as [Day, string];
    return { dueOn, amountMinor: BigInt(amountMinor) };
  },
);
/** Given once for each of them. */
export const instalment = (text: string, before: readonly Instalment[] = []): readonly Instalment[] => [
  ...before,
  oneInstalment(text),
];

function isDay(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function isMoment(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text)) return false;
  return isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

const CLOCK = String.raw`(?:[01]\d|2[0-3]):[0-5]\d|24:00`;
function areHours(text: string): boolean {
  return new RegExp(`^(?:${CLOCK})-(?:${CLOCK})$`).test(text) && text.slice(0, 5) < text.slice(6);
}
const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

export const json = (): Option =>
  new Option('--json', 'print the result as JSON on stdout and nothing else there').default(false);

/** A name made here is printed, so that the same thing can be sent again under it. */
export const madeId = (): string => `cli-${randomUUID()}`;

export const by = (what: string): Option =>
  new Option('--by <name>', `${what}, as the journal keeps it (default: the user of this terminal)`).argParser(
    userName,
  );

export function userOfTerminal(): string {
  const { username } = userInfo();
  if (isUserName(username)) return username;
  throw new Error('The journal does not take the name of the user of this terminal. Say --by <name>.');
}

export const oneOf = (flags: string, description: string, choices: readonly string[]): Option =>
  new Option(flags, description).choices(choices).makeOptionMandatory();
