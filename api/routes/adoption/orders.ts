import { z } from 'zod';
import { giveOrders } from '../../../storage/adoption/giveOrders';
import { loadPolicies } from '../../../storage/policies';
import type { Answer } from '../../answerOnce';
import type { Parts } from '../../parts';

const reply = z.object({
  adoptionId: z.string(),
  ordered: z.number().int().describe('How many accounts were told by this request'),
  isFinished: z.boolean().describe('false: send the same request again to go on'),
});
export const orderReplies = { 200: reply, 202: reply };
export const ORDER_DESCRIPTION =
  'The version is in force for new accounts at once; those that live hear it one after the other, so many a second. 202: not all ' +
  'were told in the time that a request has; send the same request again, and it goes on behind them. Nobody is told twice.';

/** Well within the time that a request may take. */
const AT_MOST_MS = 15_000;

/** Tells accounts for as long as a request may take. */
export async function giveSome({ db, clock }: Parts, adoptionId: string): Promise<Answer<z.output<typeof reply>>> {
  const end = performance.now() + AT_MOST_MS;
  const body = await giveOrders(db, adoptionId, {
    policies: await loadPolicies(db),
    receivedAt: clock.now(),
    isStopped: () => performance.now() > end,
  });
  return body.isFinished ? { status: 200, body } : { status: 202, body, isUndecided: true };
}
