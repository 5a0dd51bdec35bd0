import type { Account } from '../account';
import type { Policy } from '../policy';
import { enter, waitUntil, type Step } from '../step';
import type { Instant } from '../time';
import { climb, endOf, nextRung } from './ladder';

/** Before the due date: one friendly word, never pressure. */
export function earlyWarning(account: Account, policy: Policy, now: Instant): Step {
  const end = endOf(account, policy.stages.earlyWarning, now);
  if (now >= end) return enter('reminder', 'the due date has passed unpaid', now);
  const rung = nextRung(account, policy, 'earlyWarning');
  return rung ? climb(account, policy, rung, now) : waitUntil(end, 'the due date');
}
