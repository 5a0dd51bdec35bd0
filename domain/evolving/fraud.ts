import type { Account } from '../account';
import type { EventOf } from '../events';
import { settle } from './escalations';
import { hold, lift } from './holds';

/** The claim stops collection until the bank has decided; its statement is asked for on a ladder of its own [FRAUD]. */
export function fraud(
  account: Account,
  event: EventOf<'FraudClaimed' | 'FraudStatementReceived' | 'FraudDecided'>,
): Account {
  const { claimId, at } = event;
  switch (event.type) {
    case 'FraudClaimed':
      return {
        ...hold(account, { kind: 'fraud', ref: claimId, since: at }),
        fraud: { claimId, statementAt: null, askedAt: null, rungsDone: [], rungsMissed: [] },
      };
    case 'FraudStatementReceived':
      return settle({ ...account, fraud: account.fraud && { ...account.fraud, statementAt: at } }, claimId);
    case 'FraudDecided': {
      const closing = event.confirmed ? 'fraudConfirmed' : account.closing;
      return settle({ ...lift(account, 'fraud', at), fraud: null, closing }, claimId);
    }
  }
}
