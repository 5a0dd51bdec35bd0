import { ok } from 'node:assert';
import moment from 'moment-timezone';
import type { AccountEvent, EscalationKind } from '../../domain/events';
import type { Next } from '../../domain/turn';
import { packOf } from './lifePacks';
import { birthOf, openHolds, packHashOf, refOf, type Journal } from './told';

/** A person has to be called at a moment, unless that was done since an event that set it. */
type Due = Readonly<{ kinds: readonly EscalationKind[]; ref: string; since: AccountEvent; at: number }>;

/** Who waits wakes up for every day by which a person has to have acted, or has called that person. */
export function isNotSlept(journal: Journal, next: Next): void {
  if (next.do !== 'wait') return;
  for (const due of openHolds(journal).flatMap(({ ref }) => duesOf(journal, ref))) {
    const isCalled = journal
      .slice(journal.indexOf(due.since))
      .some((event) => event.type === 'Escalated' && due.kinds.includes(event.kind) && event.ref === due.ref);
    ok(isCalled || (next.until !== null && next.until <= due.at), `sleeps through ${due.kinds.join()} of ${due.ref}`);
  }
}

function duesOf(journal: Journal, ref: string): readonly Due[] {
  const since = journal.findLast((event) => refOf(event) === ref && SETS.includes(event.type));
  if (!since) return [];
  const { fraud } = packOf(packHashOf(journal));
  const on = (kinds: readonly EscalationKind[], at: number): Due => ({ kinds, ref, since, at });
  if (since.type === 'FraudClaimed')
    return [on(['fraudStatementIsLate'], startOf(journal, since.at, fraud.statementWithinDays))];
  if (since.type === 'FraudStatementReceived')
    return [on(['fraudDecisionIsLate'], startOf(journal, since.at, fraud.decidedWithinDays))];
  if (!('kind' in since) || !('holdId' in since)) return [];
  const isMissing = since.kind === 'vulnerability' && since.type !== 'HoldTermsSet' && !hasTerms(journal, ref);
  const missing = isMissing ? [on(['termsAreMissing'], since.at)] : [];
  const reviewOn = 'reviewOn' in since ? since.reviewOn : null;
  if (reviewOn === null) return missing;
  const { timeZone } = birthOf(journal);
  const end = moment.tz(reviewOn, timeZone).add(1, 'day').startOf('day').valueOf();
  return [...missing, on(['reviewIsDue', 'complaintIsLate'], end)];
}

const SETS: readonly AccountEvent['type'][] = [
  ...(['FraudClaimed', 'FraudStatementReceived', 'HoldPlaced', 'HoldReviewed', 'HoldTermsSet'] as const),
];
const hasTerms = (journal: Journal, ref: string): boolean =>
  openHolds(journal).some((hold) => hold.ref === ref && hold.terms !== null);
const startOf = (journal: Journal, at: number, days: number): number =>
  moment.tz(at, birthOf(journal).timeZone).startOf('day').add(days, 'days').startOf('day').valueOf();
