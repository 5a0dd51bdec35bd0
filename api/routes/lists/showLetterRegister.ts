import { z } from 'zod';
import { registerOf, type RegisterEntry } from '../../../storage/queries/letterRegister';
import type { Api, Parts } from '../../parts';
import { Problem } from '../../problem';
import { readRoute } from '../../readRoute';
import { isoOrNull, limit, moment, noParams } from '../../schemas';

const entry = z.object({
  number: z.number().int(),
  state: z.string().describe('`missing` is a gap, which must not be'),
  accountId: z.string().nullable(),
  issuedAt: moment.nullable(),
  changedAt: moment.nullable(),
  byHand: z.boolean().nullable(),
  mailNumber: z.string().nullable(),
});

const reply = z.object({
  series: z.string(),
  lastNumber: z.number().int().describe('The last number that was given'),
  states: z.record(z.string(), z.number().int()).describe('How many numbers of the whole series are in each state'),
  gaps: z.array(z.number().int()).describe('Numbers that were given and are not in the register; the first hundred'),
  strays: z.array(z.number().int()).describe('Numbers in the register that were never given; the first hundred'),
  entries: z.array(entry),
  next: z.number().int().nullable().describe('Pass it as `after` for the next page; null on the last'),
});

export function showLetterRegister(app: Api, { db }: Parts): void {
  readRoute(app, {
    name: 'showLetterRegister',
    url: '/letters/register',
    tag: 'letters',
    summary:
      'The letter register: every number that was given, what has become of it, and the gaps [LETTER-REGISTERED]',
    params: noParams,
    query: z.strictObject({
      series: z.string().min(1).max(200).describe('As the policy names it, such as TWL'),
      after: z.coerce.number().int().min(0).max(999_999_999).default(0).describe('`next` of the page before'),
      limit,
    }),
    reply,
    handle: async ({ query: { series, after, limit } }) => {
      const register = await registerOf(db, series, { after, limit });
      if (!register) throw new Problem(404, 'noSuchSeries', 'No number of this series was ever given.');
      const { lastNumber, states, gaps, strays, entries } = register;
      const last = entries.at(-1)?.number ?? lastNumber;
      return {
        series,
        lastNumber,
        states: { ...states },
        gaps: [...gaps],
        strays: [...strays],
        entries: entries.map(entryOf),
        next: last < lastNumber ? last : null,
      };
    },
  });
}

const entryOf = ({ issuedAt, changedAt, ...entry }: RegisterEntry) => ({
  ...entry,
  issuedAt: isoOrNull(issuedAt),
  changedAt: isoOrNull(changedAt),
});
