import type { Account } from '../../domain/account';
import type { EventOf } from '../../domain/events';
import type { RowChange } from './rowChanges';

export function referral(
  account: Account,
  event: EventOf<
    'ReferralProposed' | 'ReferralApproved' | 'ReferralDeclined' | 'ReferredToLegal' | 'LegalOutcomeRecorded'
  >,
): RowChange {
  const id = event.referralId;
  switch (event.type) {
    case 'ReferralProposed': {
      const proposed = { status: 'proposed', demand_number: event.demandNumber, proposed_at: new Date(event.at) };
      const insert = {
        id,
        account_id: account.id,
        ...proposed,
        decided_at: null,
        decided_by: null,
        latest_outcome: null,
      };
      return { table: 'referrals', id, insert };
    }
    case 'ReferralApproved':
      return {
        table: 'referrals',
        id,
        set: { status: 'approved', decided_at: new Date(event.at), decided_by: event.by },
      };
    case 'ReferralDeclined':
      return {
        table: 'referrals',
        id,
        set: { status: 'declined', decided_at: new Date(event.at), decided_by: event.by },
      };
    case 'ReferredToLegal':
      return { table: 'referrals', id, set: { status: 'delivered' } };
    case 'LegalOutcomeRecorded':
      return { table: 'referrals', id, set: { latest_outcome: event.outcome } };
  }
}
