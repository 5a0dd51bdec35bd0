import { holdOf, type Account, type LetterState } from './account';
import { unreachable } from './brand';
import type { AccountEvent, EventOf, Stage } from './events';
import { businessDeadline, hearDebtor } from './hearDebtor';
import { isOfDebtor, type Fact, type FactOf } from './message';
import { allocate, totalOf } from './money';
import type { Policy } from './policy';
import { segmentOf } from './segment';
import { escalation } from './stages/help';
import { addDays, daysBetween, dayOf, type Instant } from './time';

/** What a fact means for an account that lives. Nothing is lost: what has no effect is noted, with the reason. */
export function hear(
  account: Account,
  policy: Policy,
  fact: Fact,
  at: Instant,
  receivedAt: Instant,
): readonly AccountEvent[] {
  const noted = (because: string): AccountEvent[] => [{ type: 'FactNoted', at, kind: fact.type, because }];
  if (fact.type === 'PaymentReported') return hearPayment(account, policy, fact, at);
  if (fact.type === 'LetterTracked') return hearLetter(account, fact, at);
  if (fact.type === 'DeliveryReported') return hearDelivery(account, fact, at);
  if (fact.type === 'CallResultReported') return hearCall(account, fact, at);
  if (fact.type === 'ReplyReported') return hearReply(account, fact, at);
  if (account.closed) return noted('accountIsClosed');
  if (isOfDebtor(fact)) {
    const heard = hearDebtor(account, policy, fact, at, receivedAt);
    return typeof heard === 'string' ? noted(heard) : heard;
  }

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
      // The bank's time to decide runs from the first.
      if (account.fraud?.statementAt) return noted('alreadyKnown');
      return [{ at, ...fact, type: 'FraudStatementReceived' }];
    case 'FraudDecisionReported':
      // What the bank found out itself, or told before the claim came, counts as much.
      if (!fact.confirmed && holdOf(account, 'fraud')?.ref !== fact.claimId) return noted('noOpenFraudClaim');
      return hearFraudDecision(account, policy, fact, at);
    case 'RecallReported':
      return [{ at, ...fact, type: 'AccountRecalled' }];
    case 'LegalOutcomeReported':
      if (account.referral?.referralId !== fact.referralId) return noted('noSuchReferral');
      return [{ at, ...fact, type: 'LegalOutcomeRecorded' }];
    case 'PolicyChangeOrdered': {
      const { policyHash, adoptionId, by } = fact;
      if (policyHash === account.policyHash) return noted('alreadyAdopted');
      return [{ type: 'PolicyAdopted', at, policyHash, instead: account.policyHash, adoptionId, by }];
    }
    default:
      return unreachable(fact);
  }
}

/** What became of a call is kept whatever came of it [RECORD]; a debtor who proved who they are is known from then on. */
function hearCall(account: Account, fact: FactOf<'CallResultReported'>, at: Instant): readonly AccountEvent[] {
  const { identityVerified, ...result } = fact;
  const recorded: AccountEvent = { ...result, type: 'CallResultRecorded', at };
  const isNew = identityVerified && fact.result === 'rightParty' && account.identityVerifiedAt === null;
  if (!isNew) return [recorded];
  return [recorded, { type: 'IdentityVerified', at, attemptId: fact.attemptId, by: fact.by ?? 'unknown' }];
}

/** Somebody wrote back: a person has to read it, because no program can. */
function hearReply(account: Account, fact: FactOf<'ReplyReported'>, at: Instant): readonly AccountEvent[] {
  const { replyId, textId } = fact;
  const received: AccountEvent = { type: 'ReplyReceived', at, replyId, textId };
  return account.closed ? [received] : [received, escalation('debtorReplied', replyId, 'RECORD', at)];
}

/** FRAUD: confirmed, the account is withdrawn in this very turn; if the bank told us too late for that, a person must know. */
function hearFraudDecision(
  account: Account,
  policy: Policy,
  fact: FactOf<'FraudDecisionReported'>,
  at: Instant,
): readonly AccountEvent[] {
  const { claimId, confirmed, decidedOn } = fact;
  const decided: AccountEvent = { type: 'FraudDecided', at, claimId, confirmed, decidedOn };
  if (!confirmed || decidedOn === null) return [decided];
  const latest = businessDeadline(policy.calendar, decidedOn, policy.fraud.withdrawnWithinBusinessDays);
  if (dayOf(at, account.timeZone) <= latest) return [decided];
  return [decided, escalation('fraudWithdrawalWasLate', claimId, 'FRAUD', at)];
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

const ENDED: readonly LetterState[] = ['delivered', 'handedOver', 'returned', 'spoiled'];

const isReached = (state: string): boolean => state === 'delivered' || state === 'handedOver';

/** The same tracking told twice changes nothing: the time to answer runs from the first. */
function hearLetter(account: Account, fact: FactOf<'LetterTracked'>, at: Instant): readonly AccountEvent[] {
  const { registerNumber, status } = fact;
  const noted = (because: string): AccountEvent[] => [{ type: 'FactNoted', at, kind: fact.type, because }];
  const letter = account.letters.find((candidate) => candidate.registerNumber === registerNumber);
  if (!letter) return noted('noSuchLetter');
  // A scan that comes out of order does not make a letter arrive that has come back.
  const isScan = status === 'mailed' || status === 'spoiled' || (status === 'delivered' && letter.state === 'returned');
  const isTwice = letter.state === status || (isReached(letter.state) && isReached(status));
  if ((isScan && ENDED.includes(letter.state)) || isTwice || letter.state === 'spoiled') return noted('alreadyKnown');
  switch (status) {
    case 'mailed':
      return [{ type: 'LetterMailed', at, registerNumber, mailNumber: fact.mailNumber }];
    case 'handedOver':
      return [{ type: 'LetterHandedOver', at, registerNumber, by: fact.by }];
    case 'spoiled':
      return [{ type: 'LetterSpoiled', at, registerNumber, rule: 'LETTER-REGISTERED' }];
    case 'delivered':
      return [{ type: 'LetterDelivered', at, registerNumber }];
    case 'returned':
      return [{ type: 'LetterReturned', at, registerNumber }];
  }
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
