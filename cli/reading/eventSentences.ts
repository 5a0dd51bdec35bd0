import type { AccountEvent, EventOf } from '../../domain/events';
import { AGREEMENTS } from './sentences/agreements';
import { CONTACTS } from './sentences/contacts';
import { DEBTOR } from './sentences/debtor';
import { LETTERS } from './sentences/letters';
import { LIFECYCLE } from './sentences/lifecycle';
import { MATTERS } from './sentences/matters';
import type { Sentences } from './sentences/sentence';
import type { Words } from './words';

const SENTENCES: Sentences<AccountEvent['type']> = {
  ...LIFECYCLE,
  ...CONTACTS,
  ...LETTERS,
  ...DEBTOR,
  ...AGREEMENTS,
  ...MATTERS,
};

/** Says an event in plain words, with the rule and the counts where a rule spoke. Nothing personal is in it. */
export const sentenceOf = <Type extends AccountEvent['type']>(event: EventOf<Type>, words: Words): string =>
  (SENTENCES[event.type] as (event: EventOf<Type>, words: Words) => string)(event, words);
