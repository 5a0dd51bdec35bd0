import type { Account, Escalation } from '../account';
import type { EventOf } from '../events';
import { NOTICE_RUNG } from '../rungs';

export function escalate(account: Account, event: EventOf<'Escalated'>): Account {
  const { escalationId, kind, ref, at } = event;
  const added: Escalation = { escalationId, kind, ref, since: at, isSettled: false };
  return { ...account, escalations: [...account.escalations, added] };
}

/** What the escalations were about has come to an end by itself. */
export const settle = (account: Account, ...refs: readonly string[]): Account => ({
  ...account,
  escalations: account.escalations.filter(({ ref }) => !refs.includes(ref)),
});

/** What kept the notice of the debt back may be over: it is tried again, and anew called for help if need be [NOTICE]. */
export const reopenNotice = (account: Account): Account =>
  settle(
    { ...account, rungsDone: account.rungsDone.filter((rung) => rung !== NOTICE_RUNG || isNoticeOut(account)) },
    NOTICE_RUNG,
  );

const isNoticeOut = ({ letters }: Account): boolean => letters.some(({ purpose }) => purpose === 'notice');

/** A person has seen to it. It is remembered, so that the same thing is not raised again. */
export const settledBy = (account: Account, { escalationId }: EventOf<'EscalationSettled'>): Account => ({
  ...account,
  escalations: account.escalations.map((one) =>
    one.escalationId === escalationId ? { ...one, isSettled: true } : one,
  ),
});
