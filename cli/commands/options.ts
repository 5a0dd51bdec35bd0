import { InvalidArgumentError, Option } from 'commander';
import { randomUUID } from 'node:crypto';

/** Turns what was typed into a value, or says what it must be. */
const parser =
  <Value>(isRight: (text: string) => boolean, must: string, read: (text: string) => Value) =>
  (text: string): Value => {
    if (!isRight(text)) throw new InvalidArgumentError(must);
    return read(text);
  };
const matches = (pattern: RegExp) => (text: string) => pattern.test(text);
const asIs = (text: string): string => text;

export const wholeNumber = parser(matches(/^[1-9]\d{0,6}$/), 'must be a whole number above 0', Number);
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
export const inboxId = parser(matches(/^\d{1,18}$/), 'must be an id that `arrears unmatched` shows', asIs);
export const day = parser(isDay, 'must be a day that exists, as YYYY-MM-DD', asIs);

function isDay(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

export const json = (): Option =>
  new Option('--json', 'print the result as JSON on stdout and nothing else there').default(false);

/** A name made here is printed, so that the same thing can be sent again under it. */
export const madeId = (): string => `cli-${randomUUID()}`;
