import { holdOf, type Account } from './account';
import { unreachable } from './brand';
import type { AccountEvent, EventOf, Stage } from './events';
import type { Fact, FactOf } from './message';
import { allocate, totalOf } from './money';
import type { Policy } from './policy';
import { segmentOf } from './segment';
import { addDays, daysBetween, dayOf, type Instant } from './time';

/** What a fact means for an account that lives. Nothing is lost: what has no effect is noted, with the reason. */
export function hear(account: Account, policy: Policy, fact: Fact, at: Instant): readonly AccountEvent[] {
  const noted = (because: string): AccountEvent[] => [{ type: 'FactNoted', at, kind: fact.type, because }];
  if (fact.type === 'PaymentReported') return hearPayment(account, policy, fact, at);
  if (fact.type === 'LetterTracked') return hearLetter(account, fact, at);
  if (fact.type === 'DeliveryReported') return hearDelivery(account, fact, at);
  if (fact.type === 'CallResultReported') return [{ at, ...fact, type: 'CallResultRecorded' }];
  if (account.closed) return noted('accountIsClosed');

  switch (fact.type) {
    case 'AccountHandedOver':
      return noted('accountIsAlreadyOpen');
    case 'DisputeReported':
      if (holdOf(account, 'dispute')) return noted('alreadyInDispute');
      return [{ at, ...fact, type: 'DisputeRaised' }];
    case 'FraudClaimReported':
      if (holdOf(account, 'fraud')) return noted('fraudAlreadyClaimed');
      return [{ at, ...fact, type: 'FraudClaimed' }];
    case 'FraudStatementArrived':
      if (holdOf(account, 'fraud')?.ref !== fact.claimId) return noted('noOpenFraudClaim');
      return [{ at, ...fact, type: 'FraudStatementReceived' }];
    case 'FraudDecisionReported':
      // What the bank found out itself, or told before the claim came, counts as much.
      if (!fact.confirmed && holdOf(account, 'fraud')?.ref !== fact.claimId) return noted('noOpenFraudClaim');
      return [{ at, ...fact, type: 'FraudDecided' }];
    case 'RecallReported':
      return [{ at, ...fact, type: 'AccountRecalled' }];
    case 'LegalOutcomeReported':
      if (account.referral?.referralId !== fact.referralId) return noted('noSuchReferral');
      return [{ at, ...fact, type: 'LegalOutcomeRecorded' }];
    default:
      return unreachable(fact);
  }
}

/** ALLOCATION and OVERPAID hold for closed accounts too: money that comes late is still somebody's money. */
function hearPayment(
  account: Account,
  policy: Policy,
  fact: FactOf<'PaymentReported'>,
  at: Instant,
): readonly AccountEvent[] {
  const { paymentId, amountMinor, paidAt, method } = fact;
  if (fact.currency !== account.currency) {
    return [{ type: 'FactNoted', at, kind: fact.type, because: 'anotherCurrency' }];
  }
  if (amountMinor <= 0n) return [{ type: 'FactNoted', at, kind: fact.type, because: 'nothingWasPaid' }];
  const { applied, excessMinor } = allocate(account.balance, amountMinor, policy.allocation);
  const received: AccountEvent = { type: 'PaymentReceived', at, paymentId, amountMinor, applied, paidAt, method };
  if (excessMinor === 0n) return [received];
  return [received, { type: 'RefundDue', at, paymentId, amountMinor: excessMinor }];
}

/** The same tracking told twice changes nothing: the time to answer runs from the first. */
function hearLetter(account: Account, fact: FactOf<'LetterTracked'>, at: Instant): readonly AccountEvent[] {
  const { registerNumber, status } = fact;
  const letter = account.letters.find((candidate) => candidate.registerNumber === registerNumber);
  if (!letter) return [{ type: 'FactNoted', at, kind: fact.type, because: 'noSuchLetter' }];
  if (letter.state === status) return [{ type: 'FactNoted', at, kind: fact.type, because: 'alreadyKnown' }];
  return [{ type: status === 'delivered' ? 'LetterDelivered' : 'LetterReturned', at, registerNumber }];
}

/** A report about a contact whose outcome was still open answers the open question too. */
function hearDelivery(account: Account, fact: FactOf<'DeliveryReported'>, at: Instant): readonly AccountEvent[] {
  const { attemptId, status, code, providerRef } = fact;
  const isOpen = account.openAttempt?.attemptId === attemptId || account.unknownAttempts.includes(attemptId);
  const sent: AccountEvent[] = isOpen ? [{ type: 'ContactSent', at, attemptId, providerRef }] : [];
  if (status === 'sent')
    return sent.length > 0 ? sent : [{ type: 'FactNoted', at, kind: fact.type, because: 'alreadyKnown' }];
  if (status === 'delivered') return [...sent, { type: 'ContactDelivered', at, attemptId }];
  return [...sent, { type: 'ContactUndelivered', at, attemptId, code }];
}

/** The first fact of all: the bank hands the account over, and it enters at the stage that its age says. */
export function open(fact: FactOf<'AccountHandedOver'>, policy: Policy, at: Instant): EventOf<'AccountOpened'> {
  const { overdueReason, hasAssets, ...facts } = fact;
  const balanceMinor = totalOf(fact.balance);
  const stage = stageByAge(daysBetween(fact.dueOn, dayOf(at, fact.timeZone)), policy);
  const plan = stage === 'legalRecourse' ? undefined : policy.stages[stage];
  return {
    ...facts,
    type: 'AccountOpened',
    at,
    jurisdiction: policy.jurisdiction,
    segment: segmentOf({ balanceMinor, repaymentHistory: fact.repaymentHistory, overdueReason, hasAssets }),
    stage,
    plan: {
      goal: plan?.goal ?? '',
      channels: [...new Set(plan?.ladder.map((rung) => rung.channel))],
      endsOn: addDays(fact.dueOn, plan?.endsAfterDays ?? 0),
    },
  };
}

/** Days past due decide; legal recourse is never entered by age [LEGAL-READY]. */
function stageByAge(daysPastDue: number, policy: Policy): Stage {
  const { earlyWarning, reminder, negotiation } = policy.stages;
  if (daysPastDue < earlyWarning.endsAfterDays) return 'earlyWarning';
  if (daysPastDue < reminder.endsAfterDays) return 'reminder';
  return daysPastDue < negotiation.endsAfterDays ? 'negotiation' : 'disposal';
}
