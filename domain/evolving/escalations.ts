import type { Account, Escalation } from '../account';
import type { EventOf } from '../events';

export function escalate(account: Account, event: EventOf<'Escalated'>): Account {
  const { escalationId, kind, ref, at } = event;
  const added: Escalation = { escalationId, kind, ref, since: at, isSettled: false };
  return { ...account, escalations: [...account.escalations, added] };
}

/** What the escalations were about has come to an end by itself. */
export const settle = (account: Account, ref: string): Account => ({
  ...account,
  escalations: account.escalations.filter((escalation) => escalation.ref !== ref),
});

/** A person has seen to it. It is remembered, so that the same thing is not raised again. */
export const settledBy = (account: Account, { escalationId }: EventOf<'EscalationSettled'>): Account => ({
  ...account,
  escalations: account.escalations.map((one) =>
    one.escalationId === escalationId ? { ...one, isSettled: true } : one,
  ),
});
