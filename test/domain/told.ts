import type { HoldKind } from '../../domain/account';
import type { PolicyHash } from '../../domain/brand';
import type { AccountEvent, CallResult, EventOf, HoldTerms } from '../../domain/events';
import { totalOf } from '../../domain/money';
import type { Channel } from '../../domain/policy';
import { packOf } from './lifePacks';

/** What a journal tells, read from its beginning and by hand: laws take nothing from the account that the domain made of it. */
export type Journal = readonly AccountEvent[];
export type Open = Readonly<{ kind: HoldKind; ref: string; terms: HoldTerms | null }>;

type Type = AccountEvent['type'];
const allOf = <T extends Type>(journal: Journal, ...types: readonly T[]): readonly EventOf<T>[] =>
  journal.filter((event): event is EventOf<T> => (types as readonly Type[]).includes(event.type));

export const birthOf = (journal: Journal): EventOf<'AccountOpened'> => allOf(journal, 'AccountOpened')[0]!;

export const packHashOf = (journal: Journal): PolicyHash =>
  allOf(journal, 'PolicyAdopted').at(-1)?.policyHash ?? birthOf(journal).policyHash;

export const isOptedOut = (journal: Journal, channel: Channel): boolean =>
  allOf(journal, 'OptedOut', 'OptedIn').findLast((event) => event.channel === channel)?.type === 'OptedOut';

/** Somebody else answered and wants no more of it, or it is nobody's number that we know. */
export const isBarring = (result: CallResult): boolean =>
  ['wrongNumber', 'thirdPartyRefused', 'thirdPartyDoesNotKnow', 'thirdPartyAnnoyed'].includes(result);

/** It was barred, or a call there ended so. */
export function isBarred(journal: Journal, id: string): boolean {
  const calls = allOf(journal, 'ContactReserved').filter(({ contactPointId }) => contactPointId === id);
  return (
    allOf(journal, 'ContactPointBarred').some(({ contactPointId }) => contactPointId === id) ||
    allOf(journal, 'CallResultRecorded').some(
      ({ attemptId, result }) => isBarring(result) && calls.some((call) => call.attemptId === attemptId),
    )
  );
}

export const isConsented = (journal: Journal, id: string): boolean =>
  allOf(journal, 'ThirdPartyConsented').some(({ contactPointId }) => contactPointId === id);

export const isVerified = (journal: Journal): boolean => allOf(journal, 'IdentityVerified').length > 0;

/** The debtor in person was on the line, whoever called. */
export const isSpokenTo = (journal: Journal): boolean =>
  allOf(journal, 'CallResultRecorded').some(({ result }) => result === 'rightParty');

export const wishedHours = (journal: Journal) => allOf(journal, 'PreferencesRecorded').at(-1)?.hours ?? null;

/** The last word on each agreement counts. */
export function isAgreed(journal: Journal, at: number): boolean {
  const agreed = allOf(journal, 'TimeAgreed');
  return agreed.some(
    (one, i) =>
      one.opensAt <= at &&
      at < one.closesAt &&
      agreed.findLastIndex(({ agreementId }) => agreementId === one.agreementId) === i,
  );
}

export function owedMinor(journal: Journal): bigint {
  let owed = totalOf(birthOf(journal).balance);
  for (const event of allOf(journal, 'PaymentReceived', 'DisputeResolved')) {
    if (event.type === 'PaymentReceived') owed -= totalOf(event.applied);
    else if (event.upheld) owed = totalOf(event.balance);
  }
  return owed;
}

/** Somebody else has ended it: nothing may leave the house any more. */
export const isEnded = (journal: Journal): boolean =>
  owedMinor(journal) === 0n ||
  allOf(journal, 'AccountRecalled', 'WriteOffOrdered', 'AccountClosed').length > 0 ||
  allOf(journal, 'FraudDecided').some(({ confirmed }) => confirmed);

export const noticeGiven = (journal: Journal): boolean =>
  allOf(journal, 'LetterIssued').some(
    ({ purpose, registerNumber }) => purpose === 'notice' && !UNREAD.includes(lastTracking(journal, registerNumber)),
  );

/** A letter that demands payment has reached the debtor, as far as the post says by now. */
export const demandReached = (journal: Journal): boolean =>
  trackingOfDemands(journal).some((last) => READ.includes(last));
/** One of which the post has said nothing yet, or only that it has it. */
export const demandIsUnderWay = (journal: Journal): boolean =>
  trackingOfDemands(journal).some((last) => last === undefined || last === 'LetterMailed');

function trackingOfDemands(journal: Journal): readonly (Type | undefined)[] {
  const { ladder } = packOf(packHashOf(journal)).stages.disposal;
  const names = ladder.filter(({ channel }) => channel === 'letter').map(({ name }) => name);
  const demands = allOf(journal, 'LetterIssued').filter(({ rung }) => names.includes(rung));
  return demands.map(({ registerNumber }) => lastTracking(journal, registerNumber));
}

const UNREAD: readonly (Type | undefined)[] = ['LetterReturned', 'LetterSpoiled'];
const READ: readonly (Type | undefined)[] = ['LetterDelivered', 'LetterHandedOver'];
/** The post may change its mind: its last word counts. */
const lastTracking = (journal: Journal, number: string): Type | undefined =>
  allOf(journal, 'LetterMailed', 'LetterDelivered', 'LetterHandedOver', 'LetterReturned', 'LetterSpoiled').findLast(
    ({ registerNumber }) => registerNumber === number,
  )?.type;

/** A claim of fraud whose statement nobody has yet. */
export const statementIsMissing = (journal: Journal): boolean =>
  openHolds(journal).some(
    ({ kind, ref }) =>
      kind === 'fraud' && !allOf(journal, 'FraudStatementReceived').some(({ claimId }) => claimId === ref),
  );

/** A message of a collector goes out when nothing was found in it, or after a supervisor's approval. */
export function mayBeSaid(journal: Journal, messageId: string): boolean {
  const events = allOf(journal, 'MessageRequested', 'MessageHeld', 'MessageApproved', 'MessageRejected');
  const last = events.findLast((event) => event.messageId === messageId);
  return last?.type === 'MessageApproved' || (last?.type === 'MessageRequested' && last.findings.length === 0);
}

export const openHolds = (journal: Journal): readonly Open[] => journal.reduce<readonly Open[]>(follow, []);

const BEGINS: Partial<Record<Type, HoldKind>> = {
  DisputeRaised: 'dispute',
  FraudClaimed: 'fraud',
  PromiseMade: 'promise',
  ArrangementAgreed: 'arrangement',
};
const ENDS: Partial<Record<Type, HoldKind>> = {
  DisputeResolved: 'dispute',
  FraudDecided: 'fraud',
  PromiseKept: 'promise',
  PromiseBroken: 'promise',
  ArrangementCompleted: 'arrangement',
  ArrangementBroken: 'arrangement',
};

/** Which dispute, claim, promise, arrangement, hold or message an event is about. */
export function refOf(event: AccountEvent): string {
  const names = ['disputeId', 'claimId', 'promiseId', 'arrangementId', 'holdId', 'messageId'] as const;
  const name = names.find((name) => name in event);
  return name ? (event as Partial<Record<typeof name, string>>)[name]! : '';
}

export function follow(open: readonly Open[], event: AccountEvent): readonly Open[] {
  const kind = event.type === 'HoldPlaced' ? event.kind : BEGINS[event.type];
  if (kind) return [...open, { kind, ref: refOf(event), terms: null }];
  const is = ({ ref }: Open): boolean => ref === refOf(event);
  if (event.type === 'HoldLifted') return open.filter((one) => !is(one));
  if (event.type === 'HoldTermsSet') return open.map((one) => (is(one) ? { ...one, terms: event.terms } : one));
  return open.filter((one) => one.kind !== ENDS[event.type]);
}

/** For how long at least one hold without terms has stopped collection, up to a moment. */
export function suspendedMs(journal: Journal, until: number): number {
  let open: readonly Open[] = [];
  let [sum, since] = [0, birthOf(journal).at as number];
  const pass = (at: number): void => {
    if (open.some(({ terms }) => terms === null)) sum += at - since;
    since = at;
  };
  for (const event of journal) {
    pass(event.at);
    open = follow(open, event);
  }
  pass(until);
  return sum;
}
