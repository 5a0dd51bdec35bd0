import { z } from 'zod';
import type { Outcome } from '../../../domain/adoption/contactChange';
import type { AdoptionChange } from '../../../domain/adoption/figures';
import type { Outlook } from '../../../domain/adoption/nextChange';
import type { Instant } from '../../../domain/time';
import { moment } from '../../schemas';

const outcome = z.object({
  is: z.enum(['made', 'suppressed', 'deferred', 'notPlanned']),
  channel: z.string(),
  rule: z.string().nullable(),
  until: moment.nullable(),
});
const outlook = z.object({ at: moment.nullable(), does: z.string() });

/** One account's change, by id: nothing personal. */
export const example = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('contact'),
    accountId: z.string(),
    version: z.number().int().describe("The event's place in the account's journal"),
    at: moment,
    rung: z.string(),
    was: outcome,
    wouldBe: outcome,
  }),
  z.object({
    kind: z.literal('next'),
    accountId: z.string(),
    movement: z.enum(['earlier', 'later', 'dateIsNew', 'dateIsGone', 'sameDate']),
    was: outlook,
    wouldBe: outlook,
    atOnce: z.array(z.string()),
  }),
  z.object({ kind: z.literal('leftOut'), accountId: z.string(), because: z.string() }),
]);

export function exampleOf(change: AdoptionChange): z.output<typeof example> {
  if (change.kind === 'leftOut') return change;
  if (change.kind === 'contact') {
    const { was, wouldBe, at } = change;
    return { ...change, at: iso(at), was: outcomeOf(was), wouldBe: outcomeOf(wouldBe) };
  }
  const { was, wouldBe, atOnce } = change;
  return { ...change, was: outlookOf(was), wouldBe: outlookOf(wouldBe), atOnce: [...atOnce] };
}

const iso = (at: Instant): string => new Date(at).toISOString();
const isoOrNull = (at: Instant | null): string | null => (at === null ? null : iso(at));
const outcomeOf = (one: Outcome) => ({ ...one, until: isoOrNull(one.until) });
const outlookOf = ({ at, does }: Outlook) => ({ at: isoOrNull(at), does });
