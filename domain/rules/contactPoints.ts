import type { Account } from '../account';
import type { ContactPoint, ContactPointKind } from '../events';
import type { Channel, Policy } from '../policy';

/** FIRST-CALL: the order of the numbers. A letter goes to the debtor's own address and nowhere else [LETTER-THIRD]. */
const KINDS: Readonly<Record<Channel, readonly ContactPointKind[]>> = {
  sms: ['mobile'],
  email: ['email'],
  call: ['office', 'mobile', 'home', 'emergency'],
  letter: ['address'],
};

export const isThirdParty = (point: ContactPoint): boolean => point.kind === 'emergency';

/** Every address that the bank gave for a channel, in the order in which they are tried [REACHABLE]. */
export const pointsFor = (account: Account, channel: Channel): readonly ContactPoint[] =>
  KINDS[channel].flatMap((kind) => account.contactPoints.filter((point) => point.kind === kind));

/** Where this debtor is contacted on this channel; undefined where none of the addresses may be used. */
export function contactPointFor(account: Account, policy: Policy, channel: Channel): ContactPoint | undefined {
  const usable = pointsFor(account, channel).filter(({ id }) => !account.barredPoints.includes(id));
  return channel === 'call' ? numberToCall(account, usable, policy) : usable[0];
}

/**
 * Where the debtor was reached last, there first; else the next number that was not tried in vain. A third party comes last of
 * all: only while no number has led to the debtor, and only with the debtor's consent [THIRD-PARTY].
 */
function numberToCall(account: Account, usable: readonly ContactPoint[], policy: Policy): ContactPoint | undefined {
  const own = usable.filter((point) => !isThirdParty(point));
  const reached = own.filter(({ id }) => id === account.reachedAt);
  const mayAsk = policy.thirdParty.isAsked && account.spokenAt === null;
  const others = usable.filter((point) => mayAsk && isThirdParty(point) && account.consentedPoints.includes(point.id));
  const order = [...reached, ...own.filter((point) => !reached.includes(point)), ...others];
  return order.find(({ id }) => !account.calledInVain.includes(id)) ?? order[0];
}
