import type { Account } from '../domain/account';
import type { AccountId } from '../domain/brand';
import type { Policy } from '../domain/policy';
import { later, type Instant } from '../domain/time';
import { listen, type Policies, type Recorded } from '../domain/turn';
import type { Db } from '../storage/database';
import { loadAccount } from '../storage/journal';
import { findAccount } from '../storage/queries/accounts';
import type { Clock } from '../storage/rehearsalClock';

export type HeardSoFar = Readonly<{
  account: Account;
  policy: Policy;
  /** What it has just heard and not written down yet. */
  recorded: readonly Recorded[];
  now: Instant;
}>;

type Parts = Readonly<{ db: Db; policies: Policies; clock: Clock }>;

/** An account as it is once it has heard what waits for it: what was reported a moment ago counts already. */
export async function heardSoFar({ db, policies, clock }: Parts, accountId: string): Promise<HeardSoFar | undefined> {
  if (!(await findAccount(db, accountId))) return undefined;
  const { account: before, waiting } = await loadAccount(db, accountId as AccountId);
  const now = before ? later(clock.now(), before.lastEventAt) : clock.now();
  const { account, recorded } = listen(before, waiting, policies, now).draft;
  return { account, policy: policies(account.policyHash), recorded, now };
}
