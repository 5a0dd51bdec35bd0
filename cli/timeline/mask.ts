import { maskNumber } from '../../api/maskNumber';
import type { ContactPointKind } from '../../domain/events';

const DOTS = '•••••';

/** `王••`: the first character, so that two people can be told apart and neither is named. */
export const maskName = (name: string): string => `${Array.from(name.trim())[0] ?? ''}••`;

/** A number keeps its country and its end, an e-mail address its first letter; no line of a postal address is safe to show. */
export function maskPoint(kind: ContactPointKind, value: string): string {
  if (kind === 'address') return DOTS;
  return kind === 'email' ? `${Array.from(value)[0] ?? ''}${DOTS}@${DOTS}` : maskNumber(value);
}

/** Something that must not stand in a text, and what stands there instead. */
export type Secret = Readonly<{ value: string; shown: string }>;

/** Takes each secret out of a whole text, the longest first, so that a part of one does not spoil the whole. */
export function maskIn(text: string, secrets: readonly Secret[]): string {
  const longestFirst = secrets
    .filter(({ value }) => value.trim().length > 1)
    .toSorted((a, b) => b.value.length - a.value.length);
  return longestFirst.reduce((masked, { value, shown }) => masked.replace(patternOf(value), () => shown), text);
}

const E164 = /^\+\d{7,15}$/;
const patternOf = (value: string): RegExp => (E164.test(value) ? numberAnyhow(value.slice(1)) : wordsAnyhow(value));

/** However it is spaced and broken into lines, and in small letters or capitals. */
const wordsAnyhow = (words: string): RegExp =>
  new RegExp(
    words
      .trim()
      .split(/\s+/)
      .map(asTyped)
      .join(String.raw`\s*`),
    'giu',
  );
const asTyped = (word: string): string => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

/** As many digits from the end are one subscriber's; whoever is nearby leaves out what stands before them. */
const SUBSCRIBER_DIGITS = 8;
/** What people put between two digits: spaces, hyphens, brackets, a line's end. Classes such as \p{L} would cost seconds here. */
const BETWEEN = '[^0-9０-９A-Za-z一-鿿]{0,3}';

/** `0900-000-008`, `(0900) 000 008`, `+886 900 000 008`: a number by its digits, with or without country, area and leading 0. */
function numberAnyhow(digits: string): RegExp {
  const before = Array.from(digits.slice(0, -SUBSCRIBER_DIGITS), (one) => maybe('0') + maybe(one));
  const subscriber = Array.from(digits.slice(-SUBSCRIBER_DIGITS), digit);
  return new RegExp(`[+＋]?${maybe('0')}${before.join('')}${maybe('0')}${subscriber.join(BETWEEN)}`, 'g');
}

/** Also as wide as a Chinese character. */
const digit = (one: string): string => `[${one}${String.fromCharCode(0xff10 + Number(one))}]`;
const maybe = (one: string): string => `(?:${digit(one)}${BETWEEN})?`;
