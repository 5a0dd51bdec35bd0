import { maskNumber } from '../../api/maskNumber';
import type { ContactPointKind } from '../../domain/events';

const DOTS = '•••••';

/** `王••`: the first character, so that two people can be told apart and neither is named. */
export const maskName = (name: string): string => `${Array.from(name.trim())[0] ?? ''}••`;

/** A number keeps its country and its end, an e-mail address its first letter, a postal address its last line: the postcode. */
export function maskPoint(kind: ContactPointKind, value: string): string {
  if (kind === 'email') return `${Array.from(value)[0] ?? ''}${DOTS}@${DOTS}`;
  if (kind !== 'address') return maskNumber(value);
  const lines = value.split('|');
  return lines.length > 1 ? `${DOTS} ${lines.at(-1)}` : DOTS;
}

/** Something that must not stand in a text, and what stands there instead. */
export type Secret = Readonly<{ value: string; shown: string }>;

/** Takes each secret out of a text, the longest first, so that a part of one does not spoil the whole. */
export function maskIn(text: string, secrets: readonly Secret[]): string {
  const longestFirst = secrets
    .filter(({ value }) => value.length > 1)
    .toSorted((a, b) => b.value.length - a.value.length);
  return longestFirst.reduce((masked, { value, shown }) => masked.replaceAll(value, shown), text);
}
