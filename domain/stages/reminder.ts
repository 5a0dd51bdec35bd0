import type { Account } from '../account';
import type { Policy } from '../policy';
import { enter, waitUntil, type Step } from '../step';
import type { Instant } from '../time';
import { climb, endOf, leavesAt, nextRung } from './ladder';

/** Tell the debtor, politely and within lawful hours, that money is due. */
export function reminder(account: Account, policy: Policy, now: Instant): Step {
  const end = endOf(account, policy.stages.reminder, now);
  if (now >= end) return enter('negotiation', 'the reminder period has ended', now);
  const rung = nextRung(account, policy, 'reminder');
  return rung
    ? climb(account, policy, rung, now)
    : waitUntil(leavesAt(account, policy, end, 'negotiation'), 'the end of the reminder period');
}
