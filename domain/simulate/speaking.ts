import type { Account } from '../account';
import type { AccountId } from '../brand';
import { barsNumber, isOfDebtor, type Command, type Fact } from '../message';
import { HOUR_MS, plus, type Instant } from '../time';
import type { AccountLife } from './accountLife';
import type { Arrival, Speak } from './outside';

/** A delivery report changes no decision: it is heard with whatever comes next, at the latest after this while. */
const REPORT_RINGS_AFTER_MS = 24 * HOUR_MS;

/** How the outside speaks to the accounts of one debtor. */
export function speakTo(lives: ReadonlyMap<AccountId, AccountLife>): Speak {
  let said = 0;
  const lifeOf = (accountId: AccountId): AccountLife => {
    const life = lives.get(accountId);
    if (!life) throw new Error(`The debtor has no account ${accountId}`);
    return life;
  };
  const deliver = (accountId: AccountId, arrival: Arrival): void => lifeOf(accountId).inbox.add(arrival);
  function tell(accountId: AccountId, at: Instant, fact: Fact): void {
    const ringsAt = fact.type === 'DeliveryReported' ? plus(at, REPORT_RINGS_AFTER_MS) : at;
    deliver(accountId, { at, ringsAt, message: { id: `${(said += 1)}`, receivedAt: at, fact } });
  }
  /** What is true of the person is told to each account that lives, and to those that are yet to come. */
  function report(accountId: AccountId, at: Instant, fact: Fact): void {
    const { account } = lifeOf(accountId);
    if (!isOfDebtor(fact)) tell(accountId, at, fact);
    const shared = isOfDebtor(fact) ? fact : account && barOf(account, fact);
    if (!shared) return;
    for (const life of lives.values()) {
      if (life.id === accountId || !life.account?.closed) tell(life.id, at, shared);
    }
  }
  function command(accountId: AccountId, at: Instant, asked: Command): void {
    const message = { id: `${(said += 1)}`, receivedAt: at, command: asked, expiresAt: plus(at, HOUR_MS) };
    deliver(accountId, { at, ringsAt: at, message });
  }
  const wake = (accountId: AccountId, at: Instant): void => lifeOf(accountId).wakes.add(at);
  return { report, command, deliver, wake };
}

/** The number that was called is called no more, for whichever account. */
function barOf(account: Account, fact: Fact): Fact | undefined {
  if (fact.type !== 'CallResultReported' || !barsNumber(fact.result)) return undefined;
  const call = account.recentCalls.find(({ attemptId }) => attemptId === fact.attemptId);
  return call && { type: 'ContactPointBarReported', contactPointId: call.contactPointId, because: fact.result };
}
