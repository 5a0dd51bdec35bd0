import type { Account, Hold } from './account';
import { unreachable } from './brand';
import { addBusinessDays, PastHorizon, type Calendar } from './calendar';
import type { AccountEvent, ReportedHold } from './events';
import type { DebtorFact } from './message';
import type { Policy } from './policy';
import { overlap } from './rules/windows';
import { escalation, isKnown } from './stages/help';
import { addDays, dayOf, type Day, type Instant } from './time';

type OfDebtor<Type extends DebtorFact['type']> = Extract<DebtorFact, { type: Type }>;
/** What a fact brings about; a text instead says why it changes nothing. */
type Heard = readonly AccountEvent[] | string;

/** What is true of the person: consent, wishes, third parties and holds. Each of their accounts hears it. */
export function hearDebtor(
  account: Account,
  policy: Policy,
  fact: DebtorFact,
  at: Instant,
  receivedAt: Instant,
): Heard {
  switch (fact.type) {
    case 'OptOutReported':
      if (account.optedOut.includes(fact.channel)) return 'alreadyOptedOut';
      return [{ type: 'OptedOut', at, channel: fact.channel, ref: fact.ref, provenance: fact.provenance }];
    case 'OptInReported':
      if (!account.optedOut.includes(fact.channel)) return 'wasNotOptedOut';
      return [{ type: 'OptedIn', at, channel: fact.channel, ref: fact.ref, by: fact.by }];
    case 'PreferencesReported':
      return prefer(policy, fact, at);
    case 'TimeAgreementReported':
      if (fact.closesAt <= fact.opensAt || fact.closesAt <= at) return 'agreedTimeIsOver';
      return [{ ...fact, type: 'TimeAgreed', at }];
    case 'ThirdPartyConsentReported':
      return [{ type: 'ThirdPartyConsented', at, contactPointId: fact.contactPointId, by: fact.by }];
    case 'ContactPointBarReported':
      if (account.barredPoints.includes(fact.contactPointId)) return 'alreadyBarred';
      return [{ type: 'ContactPointBarred', at, contactPointId: fact.contactPointId, because: fact.because }];
    case 'HoldReported':
      return place(account, policy, fact, at, receivedAt);
    case 'HoldReviewReported':
    case 'HoldTermsReported':
    case 'HoldEndReported':
      return change(account, policy, fact, at);
    default:
      return unreachable(fact);
  }
}

/** A wish is honoured within the lawful hours; what lies wholly outside them has to be agreed time by time [HOURS]. */
function prefer(policy: Policy, fact: OfDebtor<'PreferencesReported'>, at: Instant): Heard {
  const { hours, channel, language, by } = fact;
  if (hours && overlap(policy.contactHours, hours).length === 0) return 'preferredHoursAreUnlawful';
  return [{ type: 'PreferencesRecorded', at, hours, channel, language, by }];
}

/** A hold that was reported stops collection at once; when a person looks at it again follows from the pack. */
function place(
  account: Account,
  policy: Policy,
  fact: OfDebtor<'HoldReported'>,
  at: Instant,
  receivedAt: Instant,
): Heard {
  const { holdId, kind, provenance, by, textId } = fact;
  if (holdNamed(account, holdId)) return 'alreadyOnHold';
  // An account that is handed over later hears an old complaint late; its answer is not due any later for that.
  const reviewOn = reviewDay(account, policy, kind, fact.reviewOn, receivedAt);
  return [{ type: 'HoldPlaced', at, holdId, kind, provenance, by, reviewOn, textId }];
}

function change(
  account: Account,
  policy: Policy,
  fact: OfDebtor<'HoldReviewReported' | 'HoldTermsReported' | 'HoldEndReported'>,
  at: Instant,
): Heard {
  const { holdId, by } = fact;
  const hold = holdNamed(account, holdId);
  if (!hold || !isReported(hold.kind)) return 'noSuchHold';
  const { kind } = hold;
  if (fact.type === 'HoldEndReported') return end(account, hold, kind, fact, at);
  // The answer to a complaint is due when it is due: nobody moves that day.
  if (fact.type === 'HoldReviewReported' && kind === 'complaint') return 'complaintHasToBeAnswered';
  const reviewOn = reviewDay(account, policy, kind, fact.reviewOn, at) ?? fact.reviewOn;
  if (fact.type === 'HoldReviewReported') return [{ type: 'HoldReviewed', at, holdId, kind, reviewOn, by }];
  if (kind !== 'vulnerability') return 'onlyVulnerabilityHasTerms';
  if (overlap(policy.contactHours, fact.terms.hours).length === 0) return 'termsAreOutsideLawfulHours';
  return [{ type: 'HoldTermsSet', at, holdId, kind, terms: fact.terms, reviewOn, by }];
}

/** A complaint that is answered late is said to be late, also where the answer comes before anybody was called [COMPLAINT]. */
function end(account: Account, hold: Hold, kind: ReportedHold, fact: OfDebtor<'HoldEndReported'>, at: Instant): Heard {
  const { holdId, because, by } = fact;
  const lifted: AccountEvent = { type: 'HoldLifted', at, holdId, kind, because, by };
  const id = `${holdId}:${hold.reviewOn}`;
  const isLate = kind === 'complaint' && hold.reviewOn !== null && dayOf(at, account.timeZone) > hold.reviewOn;
  if (!isLate || isKnown(account, 'complaintIsLate', id)) return [lifted];
  return [escalation('complaintIsLate', id, 'COMPLAINT', at, holdId), lifted];
}

const holdNamed = (account: Account, holdId: string): Hold | undefined =>
  account.holds.find(({ kind, ref }) => isReported(kind) && ref === holdId);

const REPORTED: readonly string[] = [
  'vulnerability',
  'hardship',
  'complaint',
  'bankruptcy',
  'death',
] satisfies ReportedHold[];
const isReported = (kind: string): kind is ReportedHold => REPORTED.includes(kind);

/** A complaint is answered within the pack's business days; a hardship is looked at again within the pack's days. */
function reviewDay(account: Account, policy: Policy, kind: ReportedHold, wanted: Day | null, at: Instant): Day | null {
  const today = dayOf(at, account.timeZone);
  if (kind === 'complaint')
    return businessDeadline(policy.calendar, today, policy.complaint.answeredWithinBusinessDays);
  if (kind !== 'hardship') return wanted;
  const latest = addDays(today, policy.hardship.reviewedWithinDays);
  return wanted === null || wanted > latest ? latest : wanted;
}

/** Where the calendar ends, every day counts as a business day: the deadline may come too early, never too late. */
export function businessDeadline(calendar: Calendar, from: Day, days: number): Day {
  try {
    return addBusinessDays(calendar, from, days);
  } catch (error) {
    if (!(error instanceof PastHorizon)) throw error;
    return addDays(from, days);
  }
}
