import type { Account } from './account';
import { dayOf, daysBetween, type Instant } from './time';

export type Bucket = 'not due' | 'M1' | 'M2' | 'M3' | 'M4+';

export const daysPastDue = (account: Account, now: Instant): number =>
  daysBetween(account.dueOn, dayOf(now, account.timeZone));

/** M1 is day 1 to 30 past due, M2 31 to 60, M3 61 to 90, M4+ from 91. */
export function bucketOf(account: Account, now: Instant): Bucket {
  const days = daysPastDue(account, now);
  if (days < 1) return 'not due';
  if (days <= 30) return 'M1';
  if (days <= 60) return 'M2';
  return days <= 90 ? 'M3' : 'M4+';
}
