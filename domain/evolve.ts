import type { Account, Referral } from './account';
import { unreachable } from './brand';
import type { AccountEvent, EventOf } from './events';
import { arrangement, promise } from './evolving/agreements';
import { contact } from './evolving/contacts';
import { debtor } from './evolving/debtor';
import { escalate, reopenNotice, settle, settledBy } from './evolving/escalations';
import { fraud } from './evolving/fraud';
import { hold, lift, onCollectionClock, reportedHold } from './evolving/holds';
import { letter } from './evolving/letters';
import { message } from './evolving/messages';
import { inOneShape } from './inOneShape';
import { least, minus, totalOf, type Minor } from './money';
import type { Instant } from './time';

/** Fold one event into an account. Takes no decisions and refuses nothing: it already happened. */
export function evolve(account: Account, event: AccountEvent): Account {
  return inOneShape(change(account, event), event.at);
}

function change(account: Account, event: AccountEvent): Account {
  switch (event.type) {
    case 'AccountOpened':
      return account;
    case 'StageEntered':
      return enterStage(account, event);
    case 'ContactReserved':
    case 'ContactUnavailable':
    case 'ContactTriedAgain':
    case 'ContactSent':
    case 'ContactFailed':
    case 'ContactOutcomeUnknown':
    case 'ContactWithdrawn':
    case 'ContactMissed':
    case 'ContactDeferred':
    case 'ContactSuppressed':
    case 'CallResultRecorded':
      return contact(account, event);
    case 'LetterRequested':
    case 'LetterIssued':
    case 'LetterPrinted':
    case 'LetterMailed':
    case 'LetterHandedOver':
    case 'LetterDelivered':
    case 'LetterReturned':
    case 'LetterSpoiled':
      return letter(account, event);
    case 'PaymentReceived':
      return pay(account, event);
    case 'DisputeRaised':
      return hold(account, { kind: 'dispute', ref: event.disputeId, since: event.at });
    case 'DisputeResolved':
      return resolveDispute(account, event);
    case 'FraudClaimed':
    case 'FraudStatementReceived':
    case 'FraudDecided':
      return fraud(account, event);
    case 'PromiseMade':
    case 'PromiseKept':
    case 'PromiseBroken':
      return promise(account, event);
    case 'ArrangementAgreed':
    case 'ArrangementCompleted':
    case 'ArrangementBroken':
      return arrangement(account, event);
    case 'HoldPlaced':
    case 'HoldReviewed':
    case 'HoldTermsSet':
    case 'HoldLifted':
      return reportedHold(account, event);
    case 'Escalated':
      return escalate(account, event);
    case 'EscalationSettled':
      return settledBy(account, event);
    case 'MessageRequested':
    case 'MessageHeld':
    case 'MessageApproved':
    case 'MessageRejected':
      return message(account, event);
    case 'IdentityVerified':
    case 'ContactPointBarred':
    case 'ThirdPartyConsented':
    case 'OptedOut':
    case 'OptedIn':
    case 'PreferencesRecorded':
    case 'TimeAgreed':
      return debtor(account, event);
    case 'PolicyAdopted':
      return adopted(account, event);
    case 'RiskReassessed':
      return { ...account, segment: event.segment, assessedAt: event.at };
    case 'ReferralProposed':
      return { ...referralIs(account, event, 'proposed'), referralsProposed: account.referralsProposed + 1 };
    case 'ReferralApproved':
      return referralIs(account, event, 'approved');
    case 'ReferralDeclined':
      return referralIs(account, event, 'declined');
    case 'ReferredToLegal':
      return referralIs(account, event, 'delivered');
    case 'LegalOutcomeRecorded':
      return { ...account, legalOutcomes: [...account.legalOutcomes, event.outcome] };
    case 'AccountRecalled':
      return { ...account, closing: account.closing ?? event.because };
    case 'WriteOffOrdered':
      return { ...account, closing: 'writeOffOrdered' };
    case 'AccountClosed':
      return { ...account, closed: { because: event.because, at: event.at } };
    case 'ContactDelivered':
    case 'ContactUndelivered':
    case 'ReplyReceived':
    case 'RefundDue':
    case 'FactNoted':
      return account;
    default:
      return unreachable(event);
  }
}

function enterStage(account: Account, event: EventOf<'StageEntered'>): Account {
  const stageEnteredAt = onCollectionClock(account, event.at);
  return { ...account, stage: event.stage, stageEnteredAt, ...firstRung, pressureRaisedAt: null };
}

const firstRung = { rungsDone: [], rungsMissed: [], deferredUntil: null } as const;

function pay(account: Account, event: EventOf<'PaymentReceived'>): Account {
  const paidMinor = totalOf(event.applied);
  const arrearsMinor = atLeastZero(account.arrearsMinor - paidMinor);
  const { promise, arrangement } = account;
  return {
    ...account,
    balance: minus(account.balance, event.applied),
    arrearsMinor,
    promise: promise && { ...promise, paidMinor: promise.paidMinor + event.amountMinor },
    arrangement: arrangement && { ...arrangement, paidMinor: arrangement.paidMinor + event.amountMinor },
  };
}

const atLeastZero = (amount: Minor): Minor => (amount < 0n ? 0n : amount);

/** An upheld dispute corrects the balance; what is past due can then not be more than what is owed. */
function resolveDispute(account: Account, event: EventOf<'DisputeResolved'>): Account {
  const lifted = lift(account, 'dispute', event.at);
  if (!event.upheld) return lifted;
  const owedMinor = totalOf(event.balance);
  const arrearsMinor = least(account.arrearsMinor, owedMinor);
  return {
    ...lifted,
    balance: event.balance,
    arrearsMinor,
    closing: owedMinor === 0n ? 'debtNotOwed' : account.closing,
  };
}

/** What the pack before kept back may be allowed by the new one. */
function adopted(account: Account, { policyHash }: EventOf<'PolicyAdopted'>): Account {
  return reopenNotice(settle({ ...account, policyHash, deferredUntil: null }, 'policy', 'hours'));
}

function referralIs(account: Account, event: { referralId: string; at: Instant }, state: Referral['state']): Account {
  return { ...account, referral: { referralId: event.referralId, state, at: event.at } };
}
