import { holdOf, type Account } from './account';
import { unreachable } from './brand';
import type { AccountEvent } from './events';
import type { Command, CommandOf } from './message';
import { totalOf } from './money';
import type { Policy } from './policy';
import { heldBy } from './rules/holds';
import { letterRungs } from './rungs';
import { deliveredDemand } from './stages/disposal';
import { escalation } from './stages/help';
import { addDays, addMonths, dayOf, type Instant } from './time';

export type Refusal =
  | 'accountIsClosed'
  | 'commandCameTooLate'
  | 'noSuchDispute'
  | 'correctionIsNotLower'
  | 'correctionIsNegative'
  | 'promiseIsOpen'
  | 'collectionIsSuspended'
  | 'promiseIsInThePast'
  | 'promiseIsTooFarAway'
  | 'promiseExceedsBalance'
  | 'promiseIsOfNothing'
  | 'arrangementIsOpen'
  | 'arrangementHasNoInstalments'
  | 'arrangementGoesBackInTime'
  | 'arrangementIsTooLong'
  | 'arrangementExceedsBalance'
  | 'channelIsOptedOut'
  | 'messageExists'
  | 'tooManyMessages'
  | 'messageIsNotHeld'
  | 'authorMayNotJudge'
  | 'noSuchLetter'
  | 'letterIsRequested'
  | 'noSuchEscalation'
  | 'referralIsNotProposed'
  | 'demandIsNotDelivered';
export type Decision = Readonly<{ events: readonly AccountEvent[] } | { refused: Refusal }>;

/** May this be done, and what then has happened? Pure; the only place that says no to a person. */
export function decide(account: Account, policy: Policy, command: Command, at: Instant): Decision {
  if (account.closed || account.closing) return { refused: 'accountIsClosed' };
  switch (command.type) {
    case 'ResolveDispute':
      return resolveDispute(account, command, at);
    case 'AgreePromise':
      return agreePromise(account, policy, command, at);
    case 'AgreeArrangement':
      return agreeArrangement(account, policy, command, at);
    case 'SendMessage':
      return sendMessage(account, command, at);
    case 'ApproveMessage':
      return judgeMessage(account, command, { at, ...command, type: 'MessageApproved' });
    case 'RejectMessage':
      return rejectMessage(account, command, { at, ...command, type: 'MessageRejected' });
    case 'RequestLetterByHand':
      return requestLetter(account, policy, command, at);
    case 'SettleEscalation':
      if (!isUnsettled(account, command.escalationId)) return { refused: 'noSuchEscalation' };
      return { events: [{ at, ...command, type: 'EscalationSettled' }] };
    case 'ApproveReferral':
      if (!isProposed(account, command.referralId)) return { refused: 'referralIsNotProposed' };
      if (heldBy(account, 'collection')) return { refused: 'collectionIsSuspended' };
      if (!deliveredDemand(account, policy)) return { refused: 'demandIsNotDelivered' };
      return { events: [{ at, ...command, type: 'ReferralApproved' }] };
    case 'DeclineReferral':
      if (!isProposed(account, command.referralId)) return { refused: 'referralIsNotProposed' };
      return { events: [{ at, ...command, type: 'ReferralDeclined' }] };
    case 'WriteOff':
      return { events: [{ at, ...command, type: 'WriteOffOrdered' }] };
    default:
      return unreachable(command);
  }
}

const isProposed = (account: Account, referralId: string): boolean =>
  account.referral?.state === 'proposed' && account.referral.referralId === referralId;

/** Upheld: the balance becomes the corrected one, or nothing where none is named [DISPUTE]. */
function resolveDispute(account: Account, command: CommandOf<'ResolveDispute'>, at: Instant): Decision {
  const { disputeId, upheld, correctedBalance, by } = command;
  if (holdOf(account, 'dispute')?.ref !== disputeId) return { refused: 'noSuchDispute' };
  const corrected = correctedBalance ?? { fees: 0n, interest: 0n, principal: 0n };
  if (upheld && Object.values(corrected).some((part) => part < 0n)) return { refused: 'correctionIsNegative' };
  if (upheld && totalOf(corrected) >= totalOf(account.balance)) return { refused: 'correctionIsNotLower' };
  const balance = upheld ? corrected : account.balance;
  return { events: [{ type: 'DisputeResolved', at, disputeId, upheld, balance, by }] };
}

function agreePromise(account: Account, policy: Policy, command: CommandOf<'AgreePromise'>, at: Instant): Decision {
  const today = dayOf(at, account.timeZone);
  const open = agreementIsOpen(account);
  if (open) return { refused: open };
  if (heldBy(account, 'collection')) return { refused: 'collectionIsSuspended' };
  if (command.promisedOn < today) return { refused: 'promiseIsInThePast' };
  if (command.promisedOn > addDays(today, policy.promise.longestDays)) return { refused: 'promiseIsTooFarAway' };
  if (command.amountMinor <= 0n) return { refused: 'promiseIsOfNothing' };
  if (command.amountMinor > totalOf(account.balance)) return { refused: 'promiseExceedsBalance' };
  const { promiseId, amountMinor, promisedOn, by } = command;
  return { events: [{ type: 'PromiseMade', at, promiseId, amountMinor, promisedOn, by }] };
}

function agreementIsOpen(account: Account): Refusal | undefined {
  if (account.promise) return 'promiseIsOpen';
  return account.arrangement ? 'arrangementIsOpen' : undefined;
}

/** A written agreement of instalments: no longer than the pack allows, no more than is owed, in the order of its days. */
function agreeArrangement(
  account: Account,
  policy: Policy,
  command: CommandOf<'AgreeArrangement'>,
  at: Instant,
): Decision {
  const { instalments } = command;
  const today = dayOf(at, account.timeZone);
  const open = agreementIsOpen(account);
  if (open) return { refused: open };
  if (heldBy(account, 'collection')) return { refused: 'collectionIsSuspended' };
  const [first] = instalments;
  const last = instalments.at(-1);
  if (!first || !last || instalments.some(({ amountMinor }) => amountMinor <= 0n)) {
    return { refused: 'arrangementHasNoInstalments' };
  }
  const isInOrder = instalments.every(({ dueOn }, i) => i === 0 || dueOn > instalments[i - 1]!.dueOn);
  if (first.dueOn < today || !isInOrder) return { refused: 'arrangementGoesBackInTime' };
  if (last.dueOn > addMonths(today, policy.arrangement.longestMonths)) return { refused: 'arrangementIsTooLong' };
  const wholeMinor = instalments.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  if (wholeMinor > totalOf(account.balance)) return { refused: 'arrangementExceedsBalance' };
  return { events: [{ at, ...command, type: 'ArrangementAgreed' }] };
}

/** CONDUCT: two people answer for words that were held: who wrote them does not judge them. */
function judgeMessage(
  account: Account,
  { messageId, by }: { messageId: string; by: string },
  judged: AccountEvent,
): Decision {
  const message = account.messages.find((one) => one.messageId === messageId && one.isHeld);
  if (!message) return { refused: 'messageIsNotHeld' };
  return message.by === by ? { refused: 'authorMayNotJudge' } : { events: [judged] };
}

/** What is not held may be taken back by anybody, also by its author. */
function rejectMessage(account: Account, command: CommandOf<'RejectMessage'>, rejected: AccountEvent): Decision {
  const message = account.messages.find(({ messageId }) => messageId === command.messageId);
  return message?.isHeld === false ? { events: [rejected] } : judgeMessage(account, command, rejected);
}

const isUnsettled = (account: Account, escalationId: string): boolean =>
  account.escalations.some((one) => one.escalationId === escalationId && !one.isSettled);

/** More than a few at a time is no conversation; a hold rejects each of them in one turn. */
const MESSAGES_MAX = 10;

/** CONDUCT: a text without findings goes out by itself; every other one waits for a supervisor. */
function sendMessage(account: Account, command: CommandOf<'SendMessage'>, at: Instant): Decision {
  const { messageId, channel, findings } = command;
  if (heldBy(account, 'collection')) return { refused: 'collectionIsSuspended' };
  if (account.optedOut.includes(channel)) return { refused: 'channelIsOptedOut' };
  if (account.messages.some((message) => message.messageId === messageId)) return { refused: 'messageExists' };
  if (account.messages.length >= MESSAGES_MAX) return { refused: 'tooManyMessages' };
  const requested: AccountEvent = { at, ...command, type: 'MessageRequested' };
  if (findings.length === 0) return { events: [requested] };
  return { events: [requested, escalation('messageIsHeld', messageId, 'CONDUCT', at)] };
}

/** A formal letter that somebody will hand over at a visit, which is the only way below the floor [LETTER-MIN]. */
function requestLetter(
  account: Account,
  policy: Policy,
  command: CommandOf<'RequestLetterByHand'>,
  at: Instant,
): Decision {
  if (heldBy(account, 'collection')) return { refused: 'collectionIsSuspended' };
  const known = letterRungs(policy).map(({ name }) => name);
  if (!known.includes(command.rung)) return { refused: 'noSuchLetter' };
  // A letter that an adopted pack does not know any more is never issued, and stands in nobody's way.
  if (account.letterRequests.some(({ rung }) => known.includes(rung))) return { refused: 'letterIsRequested' };
  return { events: [{ at, ...command, type: 'LetterRequested' }] };
}
