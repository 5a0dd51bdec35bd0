import { holdOf, type Account } from './account';
import { unreachable } from './brand';
import type { AccountEvent } from './events';
import type { Command, CommandOf } from './message';
import { totalOf } from './money';
import type { Policy } from './policy';
import { deliveredDemand } from './stages/disposal';
import { addDays, dayOf, type Instant } from './time';

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
    case 'ApproveReferral':
      if (!isProposed(account, command.referralId)) return { refused: 'referralIsNotProposed' };
      if (holdOf(account, 'dispute') || holdOf(account, 'fraud')) return { refused: 'collectionIsSuspended' };
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
  if (holdOf(account, 'dispute') || holdOf(account, 'fraud')) return { refused: 'collectionIsSuspended' };
  if (account.promise) return { refused: 'promiseIsOpen' };
  if (command.promisedOn < today) return { refused: 'promiseIsInThePast' };
  if (command.promisedOn > addDays(today, policy.promise.longestDays)) return { refused: 'promiseIsTooFarAway' };
  if (command.amountMinor <= 0n) return { refused: 'promiseIsOfNothing' };
  if (command.amountMinor > totalOf(account.balance)) return { refused: 'promiseExceedsBalance' };
  const { promiseId, amountMinor, promisedOn, by } = command;
  return { events: [{ type: 'PromiseMade', at, promiseId, amountMinor, promisedOn, by }] };
}
