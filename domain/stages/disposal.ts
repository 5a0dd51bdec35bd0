import { pausedMsAt, type Account, type Letter } from '../account';
import type { Policy } from '../policy';
import { assess } from '../segment';
import { enter, record, waitForNews, waitUntil, type Step } from '../step';
import { addDays, DAY_MS, later, plus, startOfDay, type Instant } from '../time';
import { callForHelp } from './help';
import { climb, endOf, nextRung } from './ladder';
import { disputableThrough } from './notice';

/** Demand the debt formally; who neither pays nor answers is proposed to legal, and legal alone decides. */
export function disposal(account: Account, policy: Policy, now: Instant): Step {
  if (account.referral?.state === 'approved') return enter('legalRecourse', 'legal approved the referral', now);
  if (account.referral?.state === 'proposed') return waitForNews('the decision of the legal team');

  // While the debtor may still dispute, nothing may overshadow the notice (12 CFR 1006.38(b)).
  const undisputed = undisputedAt(account, policy, now);
  if (now < undisputed) return waitUntil(undisputed, 'the end of the time to dispute [NOTICE]');
  const rung = nextRung(account, policy, 'disposal');
  if (rung) return climb(account, policy, rung, now);
  const end = endOf(account, policy.stages.disposal, now);
  if (now < end) return waitUntil(end, 'the end of the demand period');
  return recourse(account, policy, now);
}

/** No recourse without a delivered demand, time to pay it and a fresh look at the risk [LEGAL-READY]. */
function recourse(account: Account, policy: Policy, now: Instant): Step {
  const demand = deliveredDemand(account, policy);
  if (!demand) return awaitDemand(account, policy, now);

  const answeredBy = plus(demand.since, policy.referral.afterDemandDays * DAY_MS + pausedMsAt(account, now));
  const ready = later(answeredBy, proposedAgainAt(account, policy));
  if (now < ready) return waitUntil(ready, 'the time the debtor has to answer the demand');

  const isFresh = now - account.assessedAt <= policy.referral.assessmentValidDays * DAY_MS;
  if (!isFresh) return record({ type: 'RiskReassessed', at: now, segment: assess(account) });
  const referralId = `${account.id}-R${account.referralsProposed + 1}`;
  return record({ type: 'ReferralProposed', at: now, referralId, demandNumber: demand.registerNumber });
}

function undisputedAt(account: Account, policy: Policy, now: Instant): Instant {
  const disputable = disputableThrough(account, policy, now);
  return disputable ? startOfDay(addDays(disputable, 1), account.timeZone) : now;
}

/** The formal demand that reached the debtor, as far as the post says by now [LEGAL-READY]. */
export const deliveredDemand = (account: Account, policy: Policy): Letter | undefined =>
  demandsOf(account, policy).findLast(isDelivered);

function demandsOf(account: Account, policy: Policy): readonly Letter[] {
  const demands = policy.stages.disposal.ladder.filter((rung) => rung.channel === 'letter').map((rung) => rung.name);
  return account.letters.filter((letter) => demands.includes(letter.rung));
}

/** One that is under way may still arrive; where none is, only a person can help: hand it over, write off, recall. */
function awaitDemand(account: Account, policy: Policy, now: Instant): Step {
  const isUnderWay = demandsOf(account, policy).some(({ state }) => ['issued', 'printed', 'mailed'].includes(state));
  if (isUnderWay) return waitForNews('a delivered demand letter, without which there is no recourse');
  return callForHelp(account, 'demandIsMissing', 'demand', 'LEGAL-READY', now);
}

function isDelivered({ state }: Letter): boolean {
  return state === 'delivered' || state === 'handedOver';
}

/** What legal declined is proposed again only after the policy's pause. */
function proposedAgainAt(account: Account, policy: Policy): Instant {
  if (account.referral?.state !== 'declined') return account.openedAt;
  return plus(account.referral.at, policy.referral.proposedAgainAfterDays * DAY_MS);
}
