import { pausedMsAt, type Account, type Hold, type HoldKind, type LetterState, type Referral } from './account';
import { unreachable } from './brand';
import type { AccountEvent, EventOf } from './events';
import { minus, totalOf, type Minor } from './money';
import { instant, type Instant } from './time';

/** Fold one event into an account. Takes no decisions and refuses nothing: it already happened. */
export function evolve(account: Account, event: AccountEvent): Account {
  return { ...change(account, event), lastEventAt: event.at };
}

function change(account: Account, event: AccountEvent): Account {
  switch (event.type) {
    case 'AccountOpened':
      return account;
    case 'StageEntered':
      return enterStage(account, event);
    case 'ContactReserved': {
      const { attemptId, rung, channel, balanceMinor, notAfter } = event;
      return {
        ...account,
        openAttempt: { attemptId, rung, channel, balanceMinor, notAfter, unavailable: null },
        deferredUntil: null,
      };
    }
    case 'ContactUnavailable':
      return unavailable(account, event);
    case 'ContactSent':
      return sent(account, event);
    case 'ContactFailed':
      return climbed(account);
    case 'ContactOutcomeUnknown':
      return { ...climbed(account), unknownAttempts: [...account.unknownAttempts, event.attemptId] };
    case 'ContactWithdrawn':
      return { ...account, openAttempt: null };
    case 'ContactMissed':
      return { ...account, openAttempt: null, rungsMissed: [...account.rungsMissed, event.rung] };
    case 'ContactDeferred':
      return { ...account, deferredUntil: event.until };
    case 'ContactSuppressed':
      return climbed(account, event.rung);
    case 'LetterIssued': {
      const { registerNumber, rung } = event;
      const letter = { registerNumber, rung, state: 'issued', since: onCollectionClock(account, event.at) } as const;
      return { ...climbed(account, rung), letters: [...account.letters, letter] };
    }
    case 'LetterPrinted':
      return letterIs(account, event, 'printed');
    case 'LetterDelivered':
      return letterIs(account, event, 'delivered');
    case 'LetterReturned':
      return unread(account, event, 'returned');
    case 'LetterSpoiled':
      return unread(account, event, 'spoiled');
    case 'PaymentReceived':
      return pay(account, event);
    case 'DisputeRaised':
      return hold(account, 'dispute', event.disputeId, event.at);
    case 'DisputeResolved':
      return resolveDispute(account, event);
    case 'FraudClaimed':
      return hold(account, 'fraud', event.claimId, event.at);
    case 'FraudDecided':
      return { ...lift(account, 'fraud', event.at), closing: event.confirmed ? 'fraudConfirmed' : account.closing };
    case 'PromiseMade': {
      const { promiseId, amountMinor, promisedOn } = event;
      const promise = { promiseId, amountMinor, promisedOn, paidMinor: 0n };
      return { ...hold(account, 'promise', promiseId, event.at), promise };
    }
    case 'PromiseKept':
      return { ...lift(account, 'promise', event.at), promise: null };
    case 'PromiseBroken':
      return {
        ...lift(account, 'promise', event.at),
        promise: null,
        promisesBroken: account.promisesBroken + 1,
        pressureRaisedAt: event.at,
      };
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
    case 'CallResultRecorded':
    case 'FraudStatementReceived':
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

/** The clock that stands still while a hold is active. */
const onCollectionClock = (account: Account, at: Instant): Instant => instant(at - pausedMsAt(account, at));

const firstRung = { rungsDone: [], rungsMissed: [], deferredUntil: null } as const;

/** The rung is behind us, however it ended: the next one may come. */
function climbed(account: Account, rung = account.openAttempt?.rung): Account {
  const rungsDone = rung === undefined ? account.rungsDone : [...account.rungsDone, rung];
  return { ...account, openAttempt: null, rungsDone, deferredUntil: null, pressureRaisedAt: null };
}

/** A report may name a contact whose outcome was unknown until then: its rung is long behind us. */
function sent(account: Account, event: EventOf<'ContactSent'>): Account {
  const unknownAttempts = account.unknownAttempts.filter((attemptId) => attemptId !== event.attemptId);
  const current = account.openAttempt?.attemptId === event.attemptId ? climbed(account) : account;
  return { ...current, unknownAttempts, contactsSent: account.contactsSent + 1 };
}

function unavailable(account: Account, event: EventOf<'ContactUnavailable'>): Account {
  if (account.openAttempt === null) return account;
  const times = (account.openAttempt.unavailable?.times ?? 0) + 1;
  return { ...account, openAttempt: { ...account.openAttempt, unavailable: { times, retryAt: event.retryAt } } };
}

function pay(account: Account, event: EventOf<'PaymentReceived'>): Account {
  const paidMinor = totalOf(event.applied);
  const arrearsMinor = atLeastZero(account.arrearsMinor - paidMinor);
  const promise = account.promise && { ...account.promise, paidMinor: account.promise.paidMinor + event.amountMinor };
  return { ...account, balance: minus(account.balance, event.applied), arrearsMinor, promise };
}

const atLeastZero = (amount: Minor): Minor => (amount < 0n ? 0n : amount);

/** An upheld dispute corrects the balance; what is past due can then not be more than what is owed. */
function resolveDispute(account: Account, event: EventOf<'DisputeResolved'>): Account {
  const lifted = lift(account, 'dispute', event.at);
  if (!event.upheld) return lifted;
  const owedMinor = totalOf(event.balance);
  const arrearsMinor = account.arrearsMinor < owedMinor ? account.arrearsMinor : owedMinor;
  return {
    ...lifted,
    balance: event.balance,
    arrearsMinor,
    closing: owedMinor === 0n ? 'debtNotOwed' : account.closing,
  };
}

function hold(account: Account, kind: HoldKind, ref: string, since: Instant): Account {
  const added: Hold = { kind, ref, since };
  return { ...account, holds: [...account.holds, added], pausedSince: account.pausedSince ?? since };
}

/** The last hold to go restores the clock that was left: the time between does not count. */
function lift(account: Account, kind: HoldKind, at: Instant): Account {
  const holds = account.holds.filter((hold) => hold.kind !== kind);
  if (holds.length > 0 || account.holds.length === 0) return { ...account, holds };
  return { ...account, holds, pausedMs: pausedMsAt(account, at), pausedSince: null };
}

function letterIs(account: Account, event: { registerNumber: string; at: Instant }, state: LetterState): Account {
  const letters = account.letters.map((letter) =>
    letter.registerNumber === event.registerNumber
      ? { ...letter, state, since: onCollectionClock(account, event.at) }
      : letter,
  );
  return { ...account, letters };
}

/** A letter that came back, or never left, has not been read: its rung is open again. */
function unread(account: Account, event: EventOf<'LetterReturned' | 'LetterSpoiled'>, state: LetterState): Account {
  const letter = account.letters.find(({ registerNumber }) => registerNumber === event.registerNumber);
  const rungsDone = account.rungsDone.filter((rung) => rung !== letter?.rung);
  return { ...letterIs(account, event, state), rungsDone };
}

function referralIs(account: Account, event: { referralId: string; at: Instant }, state: Referral['state']): Account {
  return { ...account, referral: { referralId: event.referralId, state, at: event.at } };
}
