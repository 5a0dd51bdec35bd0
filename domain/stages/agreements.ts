import type { Account, OpenArrangement, OpenPromise } from '../account';
import type { Policy } from '../policy';
import { record, waitForNews, waitUntil, type Step } from '../step';
import { addDays, dayOf, later, startOfDay, type Day, type Instant } from '../time';

/** Who has agreed to pay is left alone until a day has passed on which money was due and did not come. */
export function awaitAgreement(account: Account, policy: Policy, now: Instant): Step {
  if (account.arrangement) return arrangement(account, policy, account.arrangement, now);
  if (account.promise) return promise(account, policy, account.promise, now);
  return waitForNews('the end of the hold');
}

function promise(account: Account, policy: Policy, open: OpenPromise, now: Instant): Step {
  const { promiseId, amountMinor, promisedOn, paidMinor } = open;
  if (paidMinor >= amountMinor) return record({ type: 'PromiseKept', at: now, promiseId });
  const deadline = endOfGrace(account, promisedOn, policy.promise.graceDays);
  if (now >= deadline) return record({ type: 'PromiseBroken', at: now, promiseId, paidMinor });
  return waitUntil(deadline, `the payment promised for ${promisedOn}`);
}

/** What has to be paid by each day is the sum of the instalments up to it; paid early counts. */
function arrangement(account: Account, policy: Policy, open: OpenArrangement, now: Instant): Step {
  const { arrangementId, instalments, paidMinor } = open;
  let expectedMinor = 0n;
  for (const { dueOn, amountMinor } of instalments) {
    expectedMinor += amountMinor;
    if (paidMinor >= expectedMinor) continue;
    const deadline = endOfGrace(account, dueOn, policy.arrangement.graceDays);
    if (now < deadline) return waitUntil(deadline, `the instalment of ${dueOn} [ARRANGEMENT]`);
    return record({ type: 'ArrangementBroken', at: now, arrangementId, dueOn, expectedMinor, paidMinor });
  }
  return record({ type: 'ArrangementCompleted', at: now, arrangementId });
}

/** Nobody breaks their word while another hold lasts: after it they have the whole grace again. */
function endOfGrace(account: Account, day: Day, graceDays: number): Instant {
  const ordinary = startOfDay(addDays(day, 1 + graceDays), account.timeZone);
  if (account.heldUntil === null) return ordinary;
  return later(ordinary, daysAfter(account, account.heldUntil, 1 + graceDays));
}

/** The begin of the local day that comes so many days after a moment. */
export const daysAfter = ({ timeZone }: Account, at: Instant, days: number): Instant =>
  startOfDay(addDays(dayOf(at, timeZone), days), timeZone);
