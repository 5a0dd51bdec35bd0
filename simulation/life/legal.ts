import type { Account } from '../../domain/account';
import type { EventOf, LegalOutcome } from '../../domain/events';
import { daysPastDue } from '../../domain/bucket';
import { heldBy } from '../../domain/rules/holds';
import { DAY_MS, plus, type Instant } from '../../domain/time';
import { happens, planWhen, type Circle } from './circle';

const AGAIN_AFTER_MS = 7 * DAY_MS;
const LEGAL = 'simulated-legal';

/** Legal looks at a proposal for some days and says yes or no; while collection is suspended it waits. */
export function proposed(circle: Circle, { referralId, at }: EventOf<'ReferralProposed'>): void {
  const { accountId, speak, assumed } = circle;
  const approves = happens(circle, 'legal', circle.nth('referral'), assumed.legal.approves);
  planWhen(circle, plus(at, assumed.legal.decidedAfterDays * DAY_MS), AGAIN_AFTER_MS, (account, now) => {
    if (account.referral?.referralId !== referralId || account.referral.state !== 'proposed') return true;
    if (heldBy(account, 'collection')) return false;
    if (approves) {
      const consulted = 'simulated consultation';
      speak.command(accountId, now, { type: 'ApproveReferral', referralId, consulted, by: LEGAL });
    } else {
      const because = 'the cost would exceed the claim';
      speak.command(accountId, now, { type: 'DeclineReferral', referralId, because, by: LEGAL });
    }
    return true;
  });
}

/** What the court says, in its time. */
export function referred({ accountId, speak, assumed }: Circle, { referralId, at }: EventOf<'ReferredToLegal'>): void {
  const { lawyerLetterAfterDays, paymentOrderAfterDays, claimConfirmedAfterDays } = assumed.legal;
  const steps: readonly (readonly [number, LegalOutcome])[] = [
    [lawyerLetterAfterDays, 'lawyerLetterSent'],
    [paymentOrderAfterDays, 'paymentOrderIssued'],
    [claimConfirmedAfterDays, 'claimConfirmed'],
  ];
  for (const [afterDays, outcome] of steps) {
    speak.report(accountId, plus(at, afterDays * DAY_MS), { type: 'LegalOutcomeReported', referralId, outcome });
  }
}

/** Operations write off what no demand letter can be sent for, once it is old enough. */
export function cannotDemand(circle: Circle, at: Instant): void {
  const { accountId, speak, assumed } = circle;
  const isOld = (account: Account, now: Instant) => daysPastDue(account, now) >= assumed.legal.writtenOffAfterDays;
  planWhen(circle, at, AGAIN_AFTER_MS, (account, now) => {
    if (!isOld(account, now)) return false;
    const because = 'no demand letter can be sent';
    speak.command(accountId, now, { type: 'WriteOff', because, by: 'simulated-operations' });
    return true;
  });
}
