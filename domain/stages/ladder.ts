import { pausedMsAt, type Account } from '../account';
import type { EscalationKind } from '../events';
import type { Channel, LadderStage, Policy, Rung, StagePlan } from '../policy';
import { pointsFor } from '../rules/contactPoints';
import { nextLawfulWindow } from '../rules/windows';
import { messageOf } from '../rungs';
import { spread } from '../spread';
import { perform, waitToPerform, type Action, type Step } from '../step';
import { addDays, dayOf, instant, later, plus, startOfDay, type Instant } from '../time';
import { awaitCalendar, callForHelp } from './help';

/** Contacts that fall due at once are spread over this part of the window, so that late ones still fit into it. */
const SPREAD_OVER = 0.5;

/** The day after the due date on which a stage ends, moved by the time that holds have taken. */
export const endOf = (account: Account, plan: StagePlan, now: Instant): Instant =>
  plus(startOfDay(addDays(account.dueOn, plan.endsAfterDays), account.timeZone), pausedMsAt(account, now));

/** The first rung that is not behind us; so is one whose window was missed, or whose letter came back, too often. */
export function nextRung(account: Account, policy: Policy, stage: LadderStage): Rung | undefined {
  return policy.stages[stage].ladder.find(
    (rung) => !account.rungsDone.includes(rung.name) && !isGivenUp(account, policy, rung),
  );
}

export function isGivenUp(account: Account, policy: Policy, rung: Rung, rungsMissed = account.rungsMissed): boolean {
  const returned = account.letters.filter((letter) => letter.rung === rung.name && letter.state === 'returned');
  return missedTooOften(rungsMissed, policy, rung.name) || returned.length > policy.letter.reissues;
}

export const missedTooOften = (rungsMissed: readonly string[], { triesPerRung }: Policy, rung: string): boolean =>
  rungsMissed.filter((name) => name === rung).length >= triesPerRung;

/** Climb one rung of a stage: wait for its day and a lawful hour, then make contact [HOURS, HOLIDAY]. */
export const climb = (account: Account, policy: Policy, rung: Rung, now: Instant): Step =>
  climbAt(account, policy, rung, dueAt(account, rung, now), now);

/** Make a contact that falls due at a moment, in the first lawful hour from then on. */
export function climbAt(account: Account, policy: Policy, rung: Rung, dueAt: Instant, now: Instant): Step {
  const due = later(dueAt, account.deferredUntil ?? instant(0));
  const lawful = lawfulMoment(account, policy, rung, due, now);
  if (lawful === 'calendarEnds') return awaitCalendar(account, policy, now);
  if (lawful === 'noLawfulHour') return callForHelp(account, lawful, 'hours', 'HOURS', now);
  const action = actionOf(account, rung, lawful.closesAt);
  return now < lawful.moment
    ? waitToPerform(lawful.moment, action, `${rung.name} (${channelOf(account, rung)})`)
    : perform(action);
}

function dueAt(account: Account, rung: Rung, now: Instant): Instant {
  if (account.pressureRaisedAt !== null) return account.pressureRaisedAt;
  const day = addDays(dayOf(account.stageEnteredAt, account.timeZone), rung.afterDays);
  return plus(startOfDay(day, account.timeZone), pausedMsAt(account, now));
}

/**
 * When a stage is left whose end has been reached: with the first contact of the next stage, where that is due at once, so
 * that an account does not wake at midnight only to find that nothing may be done yet.
 */
export function leavesAt(account: Account, policy: Policy, end: Instant, next: LadderStage): Instant {
  const [first] = policy.stages[next].ladder;
  if (first?.afterDays !== 0) return end;
  const lawful = lawfulMoment(account, policy, first, end, end);
  return typeof lawful === 'string' ? end : lawful.moment;
}

/** What is due by the opening of a window has its own place in it; what falls due inside comes then. */
function lawfulMoment(
  account: Account,
  policy: Policy,
  rung: Rung,
  due: Instant,
  now: Instant,
): { moment: Instant; closesAt: Instant } | Extract<EscalationKind, 'calendarEnds' | 'noLawfulHour'> {
  const window = nextLawfulWindow(account, policy, later(due, now));
  if (typeof window === 'string') return window;
  const { opensAt, closesAt } = window;
  const place = Math.floor(spread(`${account.id}/${rung.name}`) * SPREAD_OVER * (closesAt - opensAt));
  return { moment: later(due <= opensAt ? plus(opensAt, place) : due, now), closesAt };
}

/**
 * The debtor's preferred channel takes the place of a planned message, where there is an address for it. A formal letter stays
 * a letter, and what a collector wrote goes where it was meant to go [CONSENT].
 */
export function channelOf(account: Account, rung: Rung): Channel {
  const { preferredChannel, barredPoints, optedOut } = account;
  if (preferredChannel === null || rung.channel === 'letter' || messageOf(rung.name) !== undefined) return rung.channel;
  const isUsable = pointsFor(account, preferredChannel).some(({ id }) => !barredPoints.includes(id));
  return isUsable && !optedOut.includes(preferredChannel) ? preferredChannel : rung.channel;
}

function actionOf(account: Account, rung: Rung, notAfter: Instant): Action {
  const channel = channelOf(account, rung);
  return channel === 'letter'
    ? { type: 'issueLetter', rung: rung.name, notAfter }
    : { type: 'contactDebtor', rung: rung.name, channel, notAfter };
}
