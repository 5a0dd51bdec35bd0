import type { Account } from '../../domain/account';
import type { AccountEvent } from '../../domain/events';
import type { RowChange } from './rowChanges';

/**
 * What a person has to look at, and what no longer: an escalation ends when somebody settles it, or when an event takes
 * away what it was about, so the accounts before and after are compared and no event is named twice.
 */
export function escalationChanges(before: Account, after: Account, event: AccountEvent): RowChange[] {
  const raised = event.type === 'Escalated' ? [raisedBy(after, event)] : [];
  const open = new Set(after.escalations.filter((one) => !one.isSettled).map((one) => one.escalationId));
  const ended = before.escalations.filter((one) => !one.isSettled && !open.has(one.escalationId));
  const settled = { settled_at: new Date(event.at), settled_by: 'by' in event ? event.by : null };
  return [...raised, ...ended.map(({ escalationId: id }): RowChange => ({ table: 'escalations', id, set: settled }))];
}

/** The same matter may come again after it had ended: its row begins anew. */
function raisedBy(account: Account, event: Extract<AccountEvent, { type: 'Escalated' }>): RowChange {
  const { escalationId: id, kind, ref, rule, at } = event;
  const insert = {
    account_id: account.id,
    id,
    kind,
    ref,
    rule,
    since: new Date(at),
    settled_at: null,
    settled_by: null,
  };
  return { table: 'escalations', id, insert };
}
