import type { Account } from '../account';
import type { Policy } from '../policy';
import { enter, waitUntil, type Step } from '../step';
import type { Instant } from '../time';
import { climb, endOf, leavesAt, nextRung } from './ladder';

/** Look for an agreement before anything harder is tried. */
export function negotiation(account: Account, policy: Policy, now: Instant): Step {
  const end = endOf(account, policy.stages.negotiation, now);
  if (now >= end) return enter('disposal', 'no agreement was reached', now);
  const rung = nextRung(account, policy, 'negotiation');
  return rung
    ? climb(account, policy, rung, now)
    : waitUntil(leavesAt(account, policy, end, 'disposal'), 'the end of the negotiation period');
}
