import { z } from 'zod';
import type { Proof } from '../domain/events';
import { RULE_IDS } from '../domain/rules/ruleId';
import * as part from './codecParts';

const { at, count } = part;

const today = z.strictObject({
  asked: z.array(z.enum(RULE_IDS)).max(RULE_IDS.length),
  timeZone: part.timeZone,
  window: z.strictObject({ opensAt: at, closesAt: at }).nullable(),
  counts: z.array(z.strictObject({ what: part.words, counted: count, allowed: count })).max(50),
});

/** As proofs were written while hours and two counts over all channels were all that they held. */
const former = z.strictObject({
  hours: part.hours,
  timeZone: part.timeZone,
  countedToday: count,
  countedInWeek: count,
  allowedToday: count,
  allowedInWeek: count,
});
const readAsToday = z.codec(former, z.custom<Proof>(), {
  decode: ({ timeZone, ...counted }) => ({
    asked: [],
    timeZone,
    window: null,
    counts: [
      { what: 'all contacts today', counted: counted.countedToday, allowed: counted.allowedToday },
      { what: 'all contacts in 7 days', counted: counted.countedInWeek, allowed: counted.allowedInWeek },
    ],
  }),
  // Never written any more: what comes here did not fit today's form and does not fit this one.
  encode: (proof) => proof as never,
});

export const proof = z.union([today, readAsToday]);
