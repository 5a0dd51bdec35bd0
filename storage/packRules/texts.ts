import { WORDS } from '../../domain/render';
import type { PackRule } from './refuse';
import { textsOf } from './templates';

const IN_BRACES = /\{(\w+)\}/g;
export const wordsIn = (body: string): readonly string[] => [...body.matchAll(IN_BRACES)].map(([, word]) => word!);

/** A text with nothing set into it. */
export const withoutWords = (body: string): string => body.replace(IN_BRACES, '');

/** Any other word would be refused only when the text is due to be sent; subjects are sent as they are. */
export const textsAskForKnownWords: PackRule = (policy, refuse) => {
  const known: readonly string[] = WORDS;
  for (const { subject, body, path } of textsOf(policy)) {
    const unknown = wordsIn(body).find((word) => !known.includes(word));
    if (unknown !== undefined) refuse([...path, 'body'], `asks for {${unknown}}, which no message has`);
    if (/[{}]/.test(withoutWords(body))) refuse([...path, 'body'], 'has a brace that belongs to no word');
    if (/[{}]/.test(subject)) refuse([...path, 'subject'], 'is sent as it stands: it cannot ask for a word');
  }
};
