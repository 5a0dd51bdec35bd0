import type { Account } from '../../domain/account';
import { unreachable } from '../../domain/brand';
import type { AccountEvent } from '../../domain/events';
import type { AttemptRow } from '../database';
import { called, letterAttempt, missed, reserved, suppressed } from './attemptRows';
import { letter, letterMoved } from './letterRows';
import { payment } from './paymentRow';
import { referral } from './referralRow';
import type { RowChange } from './rowChanges';

/** What an event means for the lists: `account` is the account before it, `version` the event's own. */
export function project(account: Account, event: AccountEvent, version: number): RowChange[] {
  const attempt = (id: string, set: Partial<AttemptRow>): RowChange[] => [
    { table: 'attempts', id, set: { ...set, ended_at: new Date(event.at) } },
  ];
  switch (event.type) {
    case 'ContactReserved':
      return [{ table: 'attempts', id: event.attemptId, insert: reserved(account, event) }];
    case 'ContactSuppressed':
      return [suppressed(account, event, version)];
    case 'ContactSent':
      return attempt(event.attemptId, { status: 'sent', provider_ref: event.providerRef });
    case 'ContactUnavailable':
      return attempt(event.attemptId, { status: 'unavailable', code: event.code });
    case 'ContactTriedAgain':
      return [{ table: 'attempts', id: event.attemptId, set: { status: 'reserved', code: null, ended_at: null } }];
    case 'ContactFailed':
      return attempt(event.attemptId, { status: 'failed', code: event.code });
    case 'ContactOutcomeUnknown':
      return attempt(event.attemptId, { status: 'unknown', code: event.code });
    case 'ContactWithdrawn':
      return attempt(event.attemptId, { status: 'withdrawn', rule: event.rule, counts: false });
    case 'ContactMissed':
      return event.attemptId
        ? attempt(event.attemptId, { status: 'missed', counts: false })
        : [missed(account, event, version)];
    case 'ContactDelivered':
      return attempt(event.attemptId, { status: 'delivered' });
    case 'ContactUndelivered':
      return attempt(event.attemptId, { status: 'undelivered', code: event.code });
    case 'CallResultRecorded':
      return [called(account, event, version)];
    case 'PaymentReceived':
      return [payment(account, event)];
    case 'RefundDue':
      return [{ table: 'payments', id: event.paymentId, set: { refund_minor: event.amountMinor } }];
    case 'LetterIssued':
      return [letter(account, event), letterAttempt(account, event)];
    case 'LetterPrinted':
    case 'LetterMailed':
    case 'LetterHandedOver':
    case 'LetterDelivered':
    case 'LetterReturned':
    case 'LetterSpoiled':
      return letterMoved(event);
    case 'ReferralProposed':
    case 'ReferralApproved':
    case 'ReferralDeclined':
    case 'ReferredToLegal':
    case 'LegalOutcomeRecorded':
      return [referral(account, event)];
    case 'AccountOpened':
    case 'StageEntered':
    case 'ContactDeferred':
    case 'ReplyReceived':
    case 'IdentityVerified':
    case 'ContactPointBarred':
    case 'ThirdPartyConsented':
    case 'OptedOut':
    case 'OptedIn':
    case 'PreferencesRecorded':
    case 'TimeAgreed':
    case 'LetterRequested':
    case 'DisputeRaised':
    case 'DisputeResolved':
    case 'FraudClaimed':
    case 'FraudStatementReceived':
    case 'FraudDecided':
    case 'HoldPlaced':
    case 'HoldReviewed':
    case 'HoldTermsSet':
    case 'HoldLifted':
    case 'Escalated':
    case 'EscalationSettled':
    case 'MessageRequested':
    case 'MessageHeld':
    case 'MessageApproved':
    case 'MessageRejected':
    case 'PromiseMade':
    case 'PromiseKept':
    case 'PromiseBroken':
    case 'ArrangementAgreed':
    case 'ArrangementCompleted':
    case 'ArrangementBroken':
    case 'PolicyAdopted':
    case 'RiskReassessed':
    case 'AccountRecalled':
    case 'WriteOffOrdered':
    case 'FactNoted':
    case 'AccountClosed':
      // These change the account alone, whose own row and escalations are written from its state.
      return [];
    default:
      return unreachable(event);
  }
}
