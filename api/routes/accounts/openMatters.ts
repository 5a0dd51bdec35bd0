import { z } from 'zod';
import type { Account, OpenArrangement, OpenMessage } from '../../../domain/account';
import { amount, day, iso, moment } from '../../schemas';

/** What is agreed, asked for, or waits for a person. */
export const openMatters = {
  promise: z.object({ promiseId: z.string(), amountMinor: amount, promisedOn: day, paidMinor: amount }).nullable(),
  arrangement: z
    .object({
      arrangementId: z.string(),
      instalments: z.array(z.object({ dueOn: day, amountMinor: amount })),
      paidMinor: amount,
    })
    .nullable(),
  letterRequests: z.array(z.object({ requestId: z.string(), rung: z.string() })).describe('For visits'),
  messages: z
    .array(z.object({ messageId: z.string(), channel: z.string(), state: z.enum(['held', 'approved', 'due']) }))
    .describe('What collectors want to write, until it is sent [CONDUCT]'),
  escalations: z
    .array(z.object({ escalationId: z.string(), kind: z.string(), ref: z.string(), since: moment }))
    .describe('What a person has to look at'),
};

export function openMattersOf({ promise, arrangement, letterRequests, messages, escalations }: Account) {
  return {
    promise: promise && {
      ...promise,
      amountMinor: String(promise.amountMinor),
      paidMinor: String(promise.paidMinor),
    },
    arrangement: arrangement && arrangementOf(arrangement),
    letterRequests: [...letterRequests],
    messages: messages.map((message) => ({
      messageId: message.messageId,
      channel: message.channel,
      state: stateOf(message),
    })),
    escalations: escalations
      .filter(({ isSettled }) => !isSettled)
      .map(({ escalationId, kind, ref, since }) => ({ escalationId, kind, ref, since: iso(since) })),
  };
}

const arrangementOf = ({ arrangementId, instalments, paidMinor }: OpenArrangement) => ({
  arrangementId,
  instalments: instalments.map(({ dueOn, amountMinor }) => ({ dueOn, amountMinor: String(amountMinor) })),
  paidMinor: String(paidMinor),
});

function stateOf({ isHeld, isApproved }: OpenMessage): 'held' | 'approved' | 'due' {
  if (isHeld) return 'held';
  return isApproved ? 'approved' : 'due';
}
