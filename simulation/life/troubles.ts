import { holdOf, type Account } from '../../domain/account';
import type { ReportedHold } from '../../domain/events';
import type { DebtorFact, Fact } from '../../domain/message';
import { DAY_MS, plus, type Instant } from '../../domain/time';
import { happens, planWhen, type Circle } from './circle';

const BY = 'simulated-collector';
const AGAIN_AFTER_MS = 7 * DAY_MS;

/** At most one thing goes wrong in an account's year, whatever is done; which, and when, is drawn at its beginning. */
export function mayHaveTrouble(circle: Circle, at: Instant): void {
  const { trouble } = circle.assumed;
  const beginsAt = plus(at, Math.floor(circle.chances('troubleDay', 0) * trouble.withinDays * DAY_MS));
  let draw = circle.chances('trouble', 0);
  for (const [share, begin] of kindsOf(circle)) {
    draw -= share;
    if (draw < 0) return begin(beginsAt);
  }
}

type Kind = readonly [share: number, begin: (at: Instant) => void];

function kindsOf(circle: Circle): readonly Kind[] {
  const { dispute, hardship, vulnerability, fraud, bankruptcy, death } = circle.assumed.trouble;
  return [
    [dispute.share, (at) => raiseDispute(circle, at)],
    [hardship.share, (at) => hold(circle, 'hardship', at, hardship.lastsDays)],
    [vulnerability.share, (at) => hold(circle, 'vulnerability', at, vulnerability.lastsDays)],
    [fraud.share, (at) => claimFraud(circle, at)],
    [bankruptcy.share, (at) => hold(circle, 'bankruptcy', at, null)],
    [death.share, (at) => hold(circle, 'death', at, null)],
  ];
}

const report = ({ accountId, speak }: Circle, at: Instant, fact: Fact | DebtorFact): void =>
  speak.report(accountId, at, fact);

/** Bankruptcy and death do not end within the simulation. */
function hold(circle: Circle, kind: ReportedHold, at: Instant, lastsDays: number | null): void {
  const holdId = `${circle.accountId}-${kind}`;
  report(circle, at, {
    type: 'HoldReported',
    holdId,
    kind,
    provenance: 'document',
    by: BY,
    reviewOn: null,
    textId: null,
  });
  if (lastsDays === null) return;
  report(circle, plus(at, lastsDays * DAY_MS), { type: 'HoldEndReported', holdId, because: 'it is over', by: BY });
}

/** Rejected, collection resumes; upheld, nothing is owed [DISPUTE]. */
function raiseDispute(circle: Circle, at: Instant): void {
  const { accountId, speak, assumed } = circle;
  const disputeId = `${accountId}-dispute`;
  const upheld = happens(circle, 'troubleEnd', 0, assumed.trouble.dispute.upheld);
  report(circle, at, { type: 'DisputeReported', disputeId, ground: 'amount', textId: null });
  planWhen(circle, plus(at, assumed.trouble.dispute.lastsDays * DAY_MS), AGAIN_AFTER_MS, (account: Account, now) => {
    if (holdOf(account, 'dispute')?.ref !== disputeId) return true;
    const by = 'simulated-bank';
    speak.command(accountId, now, { type: 'ResolveDispute', disputeId, upheld, correctedBalance: null, by });
    return true;
  });
}

/** The statement comes halfway, then the bank decides [FRAUD]. */
function claimFraud(circle: Circle, at: Instant): void {
  const { lastsDays, confirmed } = circle.assumed.trouble.fraud;
  const claimId = `${circle.accountId}-claim`;
  const isConfirmed = happens(circle, 'troubleEnd', 0, confirmed);
  report(circle, at, { type: 'FraudClaimReported', claimId, textId: null });
  report(circle, plus(at, (lastsDays / 2) * DAY_MS), { type: 'FraudStatementArrived', claimId });
  report(circle, plus(at, lastsDays * DAY_MS), {
    type: 'FraudDecisionReported',
    claimId,
    confirmed: isConfirmed,
    decidedOn: null,
  });
}
