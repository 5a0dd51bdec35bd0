import { LANGUAGES, type Policy } from '../policy';

/** The pack's forbidden words in one fixed order, whichever language the text is in: people mix them. */
export const forbiddenWords = (forbidden: Policy['freeText']['forbidden']): readonly string[] =>
  LANGUAGES.flatMap((language) => forbidden[language]);

/**
 * CONDUCT: which of the pack's forbidden words a free text holds, by their number. Width, case, and whatever stands between
 * Chinese characters make no difference. A text without findings may go out; others wait for a supervisor.
 */
export function findingsIn(text: string, forbidden: Policy['freeText']['forbidden']): readonly number[] {
  const folded = fold(text);
  const tight = folded.replace(/[^\p{L}\p{N}]/gu, '');
  return forbiddenWords(forbidden).flatMap((word, number) => (contains(folded, tight, fold(word)) ? [number] : []));
}

/** Characters that nobody sees hide no word. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase();

/** Words of alphabets stand between other letters of alphabets or none; Chinese ones stand anywhere. */
function contains(folded: string, tight: string, word: string): boolean {
  if (/\p{Script=Han}/u.test(word)) return tight.includes(word.replace(/[^\p{L}\p{N}]/gu, ''));
  const spaced = folded.replace(/(?:\p{Script=Han}|[^\p{L}\p{N}])+/gu, ' ');
  return ` ${spaced} `.includes(` ${word.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `);
}
