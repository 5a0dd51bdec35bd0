import { z } from 'zod';
import { suspends, type Hold } from '../../../domain/account';
import { hoursOf, hoursOut } from '../../hours';
import { day, iso, moment } from '../../schemas';

export const holdState = z.object({
  kind: z.string(),
  ref: z.string().describe('The dispute, claim, agreement or hold that it is'),
  since: moment,
  provenance: z.string().describe('Who said so'),
  by: z.string().nullable().describe('Who wrote it down'),
  reviewOn: day.nullable().describe('By the end of this day a person looks at it again'),
  terms: z
    .object({ hours: hoursOut, channels: z.array(z.string()) })
    .nullable()
    .describe('Within these a vulnerable debtor may be contacted [VULNERABLE]'),
  suspends: z.boolean().describe('false: collection goes on, within the terms'),
});

/** A reason to leave the debtor alone: since when, who said so, who wrote it down. */
export function holdStateOf(hold: Hold): z.output<typeof holdState> {
  const { kind, ref, since, provenance, by, reviewOn, terms } = hold;
  const shown = terms && { hours: hoursOf(terms.hours), channels: [...terms.channels] };
  return { kind, ref, since: iso(since), provenance, by, reviewOn, terms: shown, suspends: suspends(hold) };
}
