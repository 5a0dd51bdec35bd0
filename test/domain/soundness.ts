import { ok } from 'node:assert';
import { isAgreement, pausedMsAt, suspends, type Account } from '../../domain/account';
import type { EscalationKind } from '../../domain/events';
import { dayOf, daysBetween, type Instant } from '../../domain/time';
import type { Next, Turn } from '../../domain/turn';
import { packOf } from './lifePacks';
import { birthOf, demandIsUnderWay, follow, suspendedMs, type Journal } from './told';

/** What waits, waits for a later moment; what is closed rests; nothing is below zero; time does not run backwards. */
export function isSound(journal: Journal, { account, recorded, next }: Turn, now: Instant): void {
  ok(next.do !== 'wait' || next.until === null || next.until > now, 'waits for a moment that has passed');
  ok((next.do === 'rest') === (account.closed !== null), 'rests exactly when it is closed');
  ok(
    recorded.every(({ event }) => event.at === now),
    'an event of another moment',
  );
  const amounts = [...Object.values(account.balance), account.arrearsMinor];
  ok(
    amounts.every((amount) => amount >= 0n),
    'less than nothing is owed',
  );
  if (next.do === 'wait' && next.until === null) ok(needsPeople(journal, account), `waits without end for ${next.for}`);
}

const STUCK: readonly EscalationKind[] = ['calendarEnds', 'noLawfulHour', 'noticeCannotBeGiven', 'demandIsMissing'];

/** Why an account may wait for news alone: a person or the bank has to end a hold, legal or a court has the case, or help was called. */
function needsPeople(journal: Journal, { holds, stage, referral, escalations }: Account): boolean {
  if (holds.some((hold) => suspends(hold) && !isAgreement(hold))) return true;
  if (stage === 'legalRecourse' || referral?.state === 'proposed') return true;
  if (stage === 'disposal' && demandIsUnderWay(journal)) return true;
  return escalations.some(({ kind }) => STUCK.includes(kind));
}

/** The clock that stands still while collection is suspended has lost exactly that time, and runs again after it. */
export function keepsTime(journal: Journal, account: Account, now: Instant): void {
  ok(
    pausedMsAt(account, now) === suspendedMs(journal, now),
    'the clock lost another time than collection was suspended',
  );
  ok(
    (account.pausedSince === null) === !account.holds.some(suspends),
    'a clock that is stopped for no reason, or runs on',
  );
}

/** An effect leaves something behind, or what is to be done next is something else: nobody turns in a circle. */
export const wentOn = (isChanged: boolean, action: unknown, next: Next): void =>
  ok(
    isChanged || next.do !== 'perform' || JSON.stringify(next.action) !== JSON.stringify(action),
    'an effect that changes nothing is to be repeated at once',
  );

/** Each step of a ladder is taken once, unless it was taken back, missed or came back: nothing is made up for in a burst. */
export function climbsOnce(journal: Journal): void {
  const taken = new Map<string, string>();
  const of = (purpose: string, rung: string): string =>
    purpose === 'fraudStatement' ? `claim ${claim}: ${rung}` : `stage ${stage}: ${rung}`;
  let [stage, claim] = [0, 0];
  const undo = (id: string | null): void => taken.forEach((by, step) => by === id && taken.delete(step));
  const take = (step: string, by: string): void => {
    ok(!taken.has(step), `a step was taken twice: ${step}`);
    taken.set(step, by);
  };
  for (const event of journal) {
    if (event.type === 'StageEntered') stage += 1;
    if (event.type === 'FraudClaimed') claim += 1;
    if (event.type === 'ContactReserved') take(of(event.purpose, event.rung), event.attemptId);
    if (event.type === 'LetterIssued') take(of(event.purpose, event.byHand ?? event.rung), event.registerNumber);
    if (event.type === 'ContactWithdrawn' || event.type === 'ContactMissed') undo(event.attemptId);
    if (event.type === 'LetterReturned' || event.type === 'LetterSpoiled') undo(event.registerNumber);
  }
}

/** Requests for a statement are as far from each other as their ladder says, whatever kept them back. */
export function keepsDistance(journal: Journal): void {
  const { timeZone } = birthOf(journal);
  const { ladder } = packOf(birthOf(journal).policyHash).fraud;
  const sent = journal.filter((event) => event.type === 'ContactSent').map(({ attemptId }) => attemptId);
  const asked = journal.filter(
    (event) =>
      (event.type === 'LetterIssued' || (event.type === 'ContactReserved' && sent.includes(event.attemptId))) &&
      event.purpose === 'fraudStatement',
  );
  for (const [i, event] of asked.entries()) {
    const at = ladder.findIndex(({ name }) => 'rung' in event && name === event.rung);
    const since = asked[i - 1]?.at;
    if (since === undefined || at < 1) continue;
    const days = daysBetween(dayOf(since, timeZone), dayOf(event.at, timeZone));
    ok(days >= ladder[at]!.afterDays - ladder[at - 1]!.afterDays, `${days} days between two requests for a statement`);
  }
}

/** What the domain thinks is open is what the journal says is open. */
export function holdsAsTold(journal: Journal, account: Account): void {
  const told = journal.reduce(follow, []).map(({ kind, ref }) => `${kind} ${ref}`);
  const held = account.holds.map(({ kind, ref }) => `${kind} ${ref}`);
  ok(
    told.toSorted().join() === held.toSorted().join(),
    `holds ${held.join()}, where the journal tells of ${told.join()}`,
  );
}
