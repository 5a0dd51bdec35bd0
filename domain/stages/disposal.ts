import { pausedMsAt, type Account, type Letter } from '../account';
import type { Policy } from '../policy';
import { assess } from '../segment';
import { enter, record, waitForNews, waitUntil, type Step } from '../step';
import { addDays, DAY_MS, later, plus, startOfDay, type Instant } from '../time';
import { climb, endOf, nextRung } from './ladder';
import { disputableThrough } from './notice';

/** Demand the debt formally; who neither pays nor answers is proposed to legal, and legal alone decides. */
export function disposal(account: Account, policy: Policy, now: Instant): Step {
  if (account.referral?.state === 'approved') return enter('legalRecourse', 'legal approved the referral', now);
  if (account.referral?.state === 'proposed') return waitForNews('the decision of the legal team');

  const rung = nextRung(account, policy, 'disposal');
  if (rung) return climb(account, policy, rung, now);
  const end = endOf(account, policy.stages.disposal, now);
  if (now < end) return waitUntil(end, 'the end of the demand period');
  return recourse(account, policy, now);
}

/** No recourse without a delivered demand, time to pay it and a fresh look at the risk [LEGAL-READY]. */
function recourse(account: Account, policy: Policy, now: Instant): Step {
  const demand = deliveredDemand(account, policy);
  if (!demand) return waitForNews('a delivered demand letter, without which there is no recourse');

  const answeredBy = plus(demand.since, policy.referral.afterDemandDays * DAY_MS + pausedMsAt(account, now));
  const disputable = disputableThrough(account, policy, now);
  const undisputed = disputable ? startOfDay(addDays(disputable, 1), account.timeZone) : now;
  const ready = later(later(answeredBy, proposedAgainAt(account, policy)), undisputed);
  if (now < ready) return waitUntil(ready, 'the time the debtor has to answer the demand');

  const isFresh = now - account.assessedAt <= policy.referral.assessmentValidDays * DAY_MS;
  if (!isFresh) return record({ type: 'RiskReassessed', at: now, segment: assess(account) });
  const referralId = `${account.id}-R${account.referralsProposed + 1}`;
  return record({ type: 'ReferralProposed', at: now, referralId, demandNumber: demand.registerNumber });
}

/** The formal demand that reached the debtor, as far as the post says by now [LEGAL-READY]. */
export function deliveredDemand(account: Account, policy: Policy): Letter | undefined {
  const demands = policy.stages.disposal.ladder.filter((rung) => rung.channel === 'letter').map((rung) => rung.name);
  return account.letters.findLast((letter) => isDelivered(letter) && demands.includes(letter.rung));
}

const isDelivered = ({ state }: Letter): boolean => state === 'delivered' || state === 'handedOver';

/** What legal declined is proposed again only after the policy's pause. */
function proposedAgainAt(account: Account, policy: Policy): Instant {
  if (account.referral?.state !== 'declined') return account.openedAt;
  return plus(account.referral.at, policy.referral.proposedAgainAfterDays * DAY_MS);
}
