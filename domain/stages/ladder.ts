import { pausedMsAt, type Account } from '../account';
import type { LadderStage, Policy, Rung, StagePlan } from '../policy';
import { spread } from '../spread';
import { perform, waitToPerform, type Action, type Step } from '../step';
import { addDays, dayOf, instant, later, nextWindow, plus, startOfDay, type Instant } from '../time';

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

function isGivenUp(account: Account, policy: Policy, rung: Rung): boolean {
  const missed = account.rungsMissed.filter((name) => name === rung.name);
  const returned = account.letters.filter((letter) => letter.rung === rung.name && letter.state === 'returned');
  return missed.length >= policy.triesPerRung || returned.length > policy.letter.reissues;
}

/** Climb one rung: wait for its day and a lawful hour, then make contact [HOURS]. */
export function climb(account: Account, policy: Policy, rung: Rung, now: Instant): Step {
  const due = later(dueAt(account, rung, now), account.deferredUntil ?? instant(0));
  const { moment, closes } = lawfulMoment(account, policy, rung, due, now);
  const action = actionOf(rung, closes);
  return now < moment ? waitToPerform(moment, action, `${rung.name} (${rung.channel})`) : perform(action);
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
  return first?.afterDays === 0 ? lawfulMoment(account, policy, first, end, end).moment : end;
}

/** What fell due before the window opened has its own place in it; what falls due inside comes then. */
function lawfulMoment(account: Account, policy: Policy, rung: Rung, due: Instant, now: Instant) {
  const { opens, closes } = nextWindow(later(due, now), policy.contactHours, account.timeZone);
  const place = Math.floor(spread(`${account.id}/${rung.name}`) * SPREAD_OVER * (closes - opens));
  return { moment: later(due < opens ? plus(opens, place) : due, now), closes };
}

const actionOf = (rung: Rung, notAfter: Instant): Action =>
  rung.channel === 'letter'
    ? { type: 'issueLetter', rung: rung.name, notAfter }
    : { type: 'contactDebtor', rung: rung.name, channel: rung.channel, notAfter };
