import type { Account } from '../account';
import type { AccountId } from '../brand';
import type { Instant } from '../time';
import type { Next, Policies } from '../turn';
import { AccountLife } from './accountLife';
import { ContactLedger } from './contactLedger';
import type { Arrival, Listener, Outside } from './outside';
import { perform } from './perform';
import { speakTo } from './speaking';

/** One account of a debtor and all that is known to come to it from outside; it begins with the hand-over. */
export type ToLive = Readonly<{ accountId: AccountId; arrivals: readonly Arrival[] }>;
export type DebtorToLive = Readonly<{
  accounts: readonly ToLive[];
  policies: Policies;
  outside: Outside;
  /** What happens at this moment still happens. */
  until: Instant;
}>;

/** What has become of an account; both are null for one that was not handed over by then. */
export type Lived = Readonly<{ accountId: AccountId; account: Account | null; version: number; next: Next | null }>;

/**
 * Lives the accounts of one debtor as the service does, without database and Temporal: hear, decide, take a last look with all of
 * the debtor's contacts, act, wait. The same input always lives the same lives. Keeps no events: the listener is told of each.
 * Throws `LifeHasNoEnd` for an account that never comes to rest.
 */
export function liveDebtor(toLive: DebtorToLive, listener: Listener = {}): readonly Lived[] {
  const { policies, outside, until } = toLive;
  const lives = new Map<AccountId, AccountLife>();
  const debtor = { policies, outside, listener, ledger: new ContactLedger(), speak: speakTo(lives) };
  for (const { accountId, arrivals } of toLive.accounts) {
    const life = new AccountLife(accountId, debtor);
    for (const arrival of arrivals) life.inbox.add(arrival);
    lives.set(accountId, life);
  }
  const all = [...lives.values()];
  for (;;) {
    const first = firstOf(all);
    if (!first || first.at > until) break;
    if (first.isWake) first.life.wakeOutside(first.at);
    else goOn(first.life, first.at);
  }
  return all.map(({ id, account, version, next }) => ({ accountId: id, account, version, next }));
}

type First = { life: AccountLife; at: Instant; isWake: boolean };

/** Whose turn it is; at the same moment the accounts take turns in their order, and the outside is woken last. */
function firstOf(lives: readonly AccountLife[]): First | undefined {
  let first: First | undefined;
  for (const life of lives) {
    const at = life.nextAt();
    if (at !== null && (!first || at < first.at)) first = { life, at, isWake: false };
  }
  for (const life of lives) {
    const at = life.wakesOutsideAt();
    if (at !== null && (!first || at < first.at)) first = { life, at, isWake: true };
  }
  return first;
}

/** As the workflow does: what was known to be due is performed at once, everything else is decided anew. */
function goOn(life: AccountLife, at: Instant): void {
  if (life.underWay) return life.underWay.end();
  const { next } = life;
  const action = next?.do === 'perform' ? next.action : next?.do === 'wait' ? next.toDo : null;
  if (action && life.isAwake(at)) return perform(life, action, at);
  const { draft, now } = life.open(at);
  life.close(draft, now);
}
