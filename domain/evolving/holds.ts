import { isAgreement, isSuspended, pausedMsAt, suspends, type Account, type Hold, type HoldKind } from '../account';
import type { EventOf } from '../events';
import { reopenNotice, settle } from './escalations';
import { instant, type Instant } from '../time';

type Placed = Pick<Hold, 'kind' | 'ref' | 'since'> & Partial<Hold>;

export function hold(account: Account, placed: Placed): Account {
  const added: Hold = { provenance: 'debtor', by: null, reviewOn: null, terms: null, ...placed };
  return withHolds(account, [...account.holds, added], placed.since);
}

export function lift(account: Account, kind: HoldKind, at: Instant, ref?: string): Account {
  const isLifted = (one: Hold): boolean => one.kind === kind && (ref === undefined || one.ref === ref);
  const endsOther = account.holds.some((one) => isLifted(one) && suspends(one) && !isAgreement(one));
  const lifted = withHolds(
    account,
    account.holds.filter((one) => !isLifted(one)),
    at,
  );
  return endsOther ? { ...lifted, heldUntil: at } : lifted;
}

/** A hold that a person reported, reviewed, gave terms to, or ended. */
export function reportedHold(
  account: Account,
  event: EventOf<'HoldPlaced' | 'HoldReviewed' | 'HoldTermsSet' | 'HoldLifted'>,
): Account {
  switch (event.type) {
    case 'HoldPlaced': {
      const { kind, holdId: ref, at: since, provenance, by, reviewOn } = event;
      return hold(account, { kind, ref, since, provenance, by, reviewOn });
    }
    case 'HoldReviewed':
    case 'HoldTermsSet':
      return reviewed(account, event);
    case 'HoldLifted':
      return reopenNotice(settle(lift(account, event.kind, event.at, event.holdId), event.holdId, 'hours'));
  }
}

function reviewed(account: Account, event: EventOf<'HoldReviewed' | 'HoldTermsSet'>): Account {
  const terms = event.type === 'HoldTermsSet' ? { terms: event.terms } : {};
  const isMeant = (one: Hold): boolean => one.kind === event.kind && one.ref === event.holdId;
  const holds = account.holds.map((one) => (isMeant(one) ? { ...one, reviewOn: event.reviewOn, ...terms } : one));
  const settled = settle(withHolds(account, holds, event.at), event.holdId, 'hours');
  const changed = 'terms' in terms ? reopenNotice(settled) : settled;
  // Terms end the silence as much as the end of the hold would.
  const endsSilence = account.holds.some((one) => isMeant(one) && suspends(one)) && 'terms' in terms;
  return endsSilence ? { ...changed, heldUntil: event.at } : changed;
}

/** The last suspending hold to go restores the clock that was left: the time between does not count. */
function withHolds(account: Account, holds: readonly Hold[], at: Instant): Account {
  const changed = { ...account, holds };
  if (isSuspended(changed)) return { ...changed, pausedSince: account.pausedSince ?? at };
  return { ...changed, pausedMs: pausedMsAt(account, at), pausedSince: null };
}

/** The clock that stands still while a hold is active. */
export const onCollectionClock = (account: Account, at: Instant): Instant => instant(at - pausedMsAt(account, at));
