import type { Contact } from './contact';
import type { Verdict } from './rules';

const NUMBERS_PER_BLOCK = 32;
const FIRST_MISSING = 5;

/** The numbers of one series that were met, a bit each, so that a million letters take little room. */
type Series = { readonly blocks: Map<number, number>; count: number; highest: number };
/** The letter register as all journals together tell it [LETTER-REGISTERED]. */
export type Register = Map<string, Series>;

/** Enters a letter under its number, which nobody else may have. */
export function enter(register: Register, { id }: Pick<Contact, 'id'>): Verdict {
  const [, name, digits] = /^(.+)-(\d{1,15})$/.exec(id) ?? [];
  const number = Number(digits ?? 0);
  if (name === undefined || number === 0) return { says: `${id} is no number of a series` };
  const series = register.get(name) ?? { blocks: new Map<number, number>(), count: 0, highest: 0 };
  register.set(name, series);
  if (has(series, number)) return { says: `${id} was issued twice` };
  const block = Math.floor(number / NUMBERS_PER_BLOCK);
  series.blocks.set(block, (series.blocks.get(block) ?? 0) | (1 << (number % NUMBERS_PER_BLOCK)));
  series.count += 1;
  series.highest = Math.max(series.highest, number);
  return 'kept';
}

/** What is missing when all letters are entered: each series runs from 1 to its highest number. */
export function gapsIn(register: Register): readonly string[] {
  return [...register].flatMap(([name, series]) => {
    const missing = series.highest - series.count;
    if (missing === 0) return [];
    const first: number[] = [];
    for (let number = 1; first.length < Math.min(missing, FIRST_MISSING); number++) {
      if (!has(series, number)) first.push(number);
    }
    return [`numbers of the series ${name} are missing: ${missing}, such as ${first.join(', ')}`];
  });
}

const has = ({ blocks }: Series, number: number): boolean =>
  ((blocks.get(Math.floor(number / NUMBERS_PER_BLOCK)) ?? 0) & (1 << (number % NUMBERS_PER_BLOCK))) !== 0;
