import { ok } from 'node:assert';
import moment from 'moment-timezone';
import type { AccountEvent, EventOf } from '../../domain/events';
import { messageOf, NOTICE_RUNG } from '../../domain/rungs';
import type { CountedContact } from '../../domain/rules/circumstances';
import type { Hours, Instant } from '../../domain/time';
import { isWithinCaps } from './caps';
import { packOf } from './lifePacks';
import * as told from './told';

export type Made = EventOf<'ContactReserved' | 'LetterIssued'>;
const channelOf = (made: Made) => (made.type === 'LetterIssued' ? 'letter' : made.channel);

/** All that must be true in the moment in which a contact is decided, by hand and from the journal alone. */
export function mayBeMade(journal: told.Journal, made: Made, seen: readonly CountedContact[]): void {
  const pack = packOf(told.packHashOf(journal));
  mayBeSent(journal, made, made.at);
  ok(made.balanceMinor === told.owedMinor(journal), '[AMOUNT] decided with another balance than that of the moment');
  ok(isWithinCaps(journal, made, channelOf(made), seen), '[FREQUENCY] above a cap');
  const { approval, version } = pack.templates[made.template]!;
  const today = localDay(journal, made.at);
  ok(approval.on <= today && today <= approval.through, '[TEMPLATE] a text that is not approved on this day');
  ok(version === made.templateVersion, '[TEMPLATE] another version than the pack has');
  const { window, counts } = made.proof;
  ok(window && window.opensAt <= made.at && made.at < window.closesAt, '[RECORD] the proof names another window');
  ok(
    counts.every(({ counted, allowed }) => counted < allowed),
    '[RECORD] the proof names a count above its limit',
  );
  if (made.type === 'ContactReserved') isLawfulTime(journal, made.notAfter - 1);
}

/** What must be true in each moment in which a message or a letter leaves the house. */
export function mayBeSent(journal: told.Journal, made: Made, now: Instant): void {
  isWanted(journal, made);
  goesToTheRightPlace(journal, made);
  saysTheRightThing(journal, made);
  isLawfulTime(journal, now);
}

/** A letter that was decided leaves the print house whenever that is open, as long as it still says what is true. */
export function mayBePrinted(journal: told.Journal, made: Made): void {
  isWanted(journal, made);
  goesToTheRightPlace(journal, made);
  namesTheBalance(journal, made);
}

function isWanted(journal: told.Journal, made: Made): void {
  const { purpose } = made;
  const channel = channelOf(made);
  ok(!told.isEnded(journal), '[LETTER-CLOSED] contacted though paid, withdrawn or closed');
  ok(!told.isOptedOut(journal, channel), `[CONSENT] contacted by ${channel} after an opt-out`);
  const isOfTheDebt = (kind: string): boolean => ['dispute', 'fraud', 'promise', 'arrangement'].includes(kind);
  for (const { kind, terms } of told.openHolds(journal)) {
    if (terms) ok(terms.channels.includes(channel), `[VULNERABLE] by ${channel}, which nobody has allowed`);
    else ok(purpose === 'fraudStatement' && isOfTheDebt(kind), `contacted for ${purpose} during a hold: ${kind}`);
  }
  if (purpose === 'fraudStatement') ok(told.statementIsMissing(journal), '[FRAUD] asked for a statement that is there');
  const needsNotice = packOf(told.packHashOf(journal)).notice !== null && purpose !== 'notice';
  ok(!needsNotice || told.noticeGiven(journal), '[NOTICE] a word before the notice of the debt');
}

function goesToTheRightPlace(journal: told.Journal, made: Made): void {
  const { contactPointId: id } = made;
  const kind = told.birthOf(journal).contactPoints.find((point) => point.id === id)?.kind;
  const kinds = { sms: ['mobile'], email: ['email'], letter: ['address'], call: ['office', 'mobile', 'home'] };
  ok(!told.isBarred(journal, id), '[THIRD-PARTY] contacted where somebody asked us not to');
  if (kind !== 'emergency') return ok(kinds[channelOf(made)].includes(kind ?? ''), `[LETTER-THIRD] sent to ${kind}`);
  const { isAsked, template } = packOf(told.packHashOf(journal)).thirdParty;
  ok(isAsked && told.isConsented(journal, id), '[THIRD-PARTY] asked without consent');
  ok(!told.isSpokenTo(journal), '[THIRD-PARTY] asked for somebody whom we have reached');
  ok(channelOf(made) === 'call' && made.template === template, '[THIRD-PARTY] told more than the question');
}

function saysTheRightThing(journal: told.Journal, made: Made): void {
  const { identity, thirdParty, letter, freeText } = packOf(told.packHashOf(journal));
  namesTheBalance(journal, made);
  const isHarmless = made.template === identity.template || made.template === thirdParty.template;
  if (channelOf(made) === 'call')
    ok(isHarmless || told.isVerified(journal), '[IDENTITY] collected before the identity was verified');
  if (made.type === 'LetterIssued' && made.byHand === null)
    ok(made.balanceMinor > letter.floorMinor, '[LETTER-MIN] a letter for a small balance');
  const messageId = messageOf(made.rung);
  if (messageId === undefined) return;
  ok(told.mayBeSaid(journal, messageId), '[CONDUCT] a text that a supervisor has to look at');
  ok(isHarmless || made.template === freeText.template, '[TEMPLATE] free text outside its template');
}

function namesTheBalance(journal: told.Journal, { balanceMinor, purpose }: Made): void {
  // The request for a statement names no amount.
  ok(
    purpose === 'fraudStatement' || balanceMinor === told.owedMinor(journal),
    '[AMOUNT] names another balance than that of the moment',
  );
}

const localAt = (journal: told.Journal, at: number) => moment.tz(at, told.birthOf(journal).timeZone);
const localDay = (journal: told.Journal, at: number): string => localAt(journal, at).format('YYYY-MM-DD');

/** The wall clock of the debtor, however daylight saving has set it [HOURS, HOLIDAY, CONSENT, VULNERABLE]. */
function isLawfulTime(journal: told.Journal, at: number): void {
  const holds = told.openHolds(journal);
  if (!holds.some(({ kind }) => kind === 'vulnerability') && told.isAgreed(journal, at)) return;
  const { contactHours, contactOnHolidays, calendar } = packOf(told.packHashOf(journal));
  const clock = localAt(journal, at).hours() * 60 + localAt(journal, at).minutes();
  const isWithin = ({ fromMinute, toMinute }: Hours): boolean => fromMinute <= clock && clock < toMinute;
  ok(contactHours.some(isWithin), `[HOURS] contacted at minute ${clock} of the day`);
  const today = localDay(journal, at);
  const isKnown = calendar.knownFrom <= today && today <= calendar.knownThrough;
  ok(contactOnHolidays || isKnown, '[HOLIDAY] contacted on a day that the calendar does not know');
  ok(contactOnHolidays || !calendar.holidays.some((day) => day === today), '[HOLIDAY] contacted on a holiday');
  const terms = holds.flatMap((hold) => hold.terms ?? []);
  ok(
    terms.every(({ hours }) => isWithin(hours)),
    '[VULNERABLE] outside the hours that a supervisor has set',
  );
  const wished = told.wishedHours(journal);
  ok(terms.length > 0 || wished === null || isWithin(wished), '[CONSENT] outside the hours that the debtor prefers');
}

/** [LEGAL-READY] */
export function mayBeReferred(journal: told.Journal, referralId: string): void {
  ok(told.openHolds(journal).every(({ terms }) => terms !== null) && !told.isEnded(journal), 'referred while held');
  const last = journal.findLast(
    (event) =>
      event.type === 'ReferralApproved' || event.type === 'ReferralDeclined' || event.type === 'ReferralProposed',
  );
  ok(
    last?.type === 'ReferralApproved' && last.referralId === referralId,
    '[LEGAL-READY] referred without the approval of legal',
  );
  ok(told.demandReached(journal), '[LEGAL-READY] referred without a delivered demand');
}

/** What may have been sent is asked after, never given up or taken back unasked. */
export function isNotUnderWay(
  underWay: ReadonlySet<string>,
  { type, attemptId }: EventOf<'ContactWithdrawn' | 'ContactMissed'>,
): void {
  ok(!underWay.has(attemptId ?? ''), `[RECORD] ${type}, and nobody knows whether it had been sent`);
}

/** A person is called once for each matter; again only when the matter had come to an end in between. */
export function isRaisedOnce(journal: told.Journal, { escalationId, ref }: EventOf<'Escalated'>): void {
  const before = journal.findLastIndex((event) => event.type === 'Escalated' && event.escalationId === escalationId);
  ok(before === -1 || journal.slice(before + 1).some((event) => ends(event, ref)), `${escalationId} was raised twice`);
}

type Types = readonly AccountEvent['type'][];
const HOLDS: Types = ['HoldLifted', 'HoldReviewed', 'HoldTermsSet'];
const HOURS: Types = ['PolicyAdopted', 'PreferencesRecorded', 'TimeAgreed', ...HOLDS];
const NOTICE: Types = ['PolicyAdopted', 'OptedIn', 'HoldLifted', 'HoldTermsSet'];
const MATTERS: Types = [
  ...HOLDS,
  ...(['FraudStatementReceived', 'FraudDecided', 'MessageApproved', 'MessageRejected'] as const),
];

/** What was to be done about it may have been done: another pack, other hours, or a word about the matter itself. */
function ends(event: AccountEvent, matter: string): boolean {
  if (matter === 'policy') return event.type === 'PolicyAdopted';
  if (matter === 'hours') return HOURS.includes(event.type);
  if (matter === 'demand') return event.type === 'LetterRequested';
  if (matter === NOTICE_RUNG) return NOTICE.includes(event.type);
  return MATTERS.includes(event.type) && told.refOf(event) === matter;
}
