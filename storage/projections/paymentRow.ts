import type { Account } from '../../domain/account';
import type { EventOf } from '../../domain/events';
import type { PaymentRow } from '../database';
import type { RowChange } from './rowChanges';

export function payment(account: Account, event: EventOf<'PaymentReceived'>): RowChange {
  const { fees, interest, principal } = event.applied;
  const insert: PaymentRow = {
    account_id: account.id,
    payment_id: event.paymentId,
    stage: account.stage,
    received_at: new Date(event.at),
    paid_at: new Date(event.paidAt),
    amount_minor: event.amountMinor,
    fees_minor: fees,
    interest_minor: interest,
    principal_minor: principal,
    refund_minor: 0n,
    method: event.method,
  };
  return { table: 'payments', id: event.paymentId, insert };
}
