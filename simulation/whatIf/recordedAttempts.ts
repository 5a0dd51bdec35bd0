import type { AccountEvent, EventOf } from '../../domain/events';
import { HOUR_MS, type Instant } from '../../domain/time';
import { grouped } from './grouped';
import type { AccountRecord, Heard, Row } from './readRecord';

/** A contact or letter of the record, by its rung and how often that rung was contacted before. */
export type Made = Readonly<{
  id: string;
  event: EventOf<'ContactReserved' | 'LetterIssued'>;
  /** What the provider said, in order; letters: that it was printed. */
  endings: readonly AccountEvent[];
  /** What people and the post reported about it. */
  heard: readonly Heard[];
}>;

/** When a number or a thing came about that people later spoke of, and what they said of it. */
export type Spoken = Readonly<{ at: Instant; heard: readonly Heard[] }>;

/** The `nth` contact of a rung, from 0. */
export const nameOf = (rung: string, nth: number): string => `${rung}#${nth}`;

export const rungOf = (event: Made['event']): string =>
  event.type === 'LetterIssued' && event.byHand !== null ? `by hand ${event.byHand}` : event.rung;

const idOf = (event: Made['event']): string =>
  event.type === 'ContactReserved' ? event.attemptId : event.registerNumber;

/** So soon after a call, what a third party at that number agrees to was agreed to in the call. */
const IN_CALL_MS = HOUR_MS;

/**
 * Which contact, letter or referral each message of a record is about; a fact that stands by itself is about none. What a call
 * brought to light about its number is about the call, and does not come before it.
 */
export function aboutIn({ rows, heard }: AccountRecord): (heard: Heard) => string | undefined {
  const numberOf = new Map<string, string>();
  for (const { event } of rows)
    if (event.type === 'ContactReserved') numberOf.set(event.attemptId, event.contactPointId);
  const calls = heard.flatMap(({ message }) => {
    if (!('fact' in message) || message.fact.type !== 'CallResultReported') return [];
    const { attemptId, result } = message.fact;
    const number = attemptId === null ? undefined : numberOf.get(attemptId);
    return attemptId === null || number === undefined ? [] : [{ message, attemptId, result, number }];
  });
  const callOf = ({ message }: Heard): string | undefined => {
    if (!('fact' in message)) return undefined;
    const { fact, id, receivedAt } = message;
    if (fact.type !== 'ContactPointBarReported' && fact.type !== 'ThirdPartyConsentReported') return undefined;
    return calls.findLast(
      (call) =>
        call.number === fact.contactPointId &&
        Number(call.message.id) < Number(id) &&
        (fact.type === 'ContactPointBarReported'
          ? call.result === fact.because && call.message.receivedAt === receivedAt
          : call.message.receivedAt + IN_CALL_MS >= receivedAt),
    )?.attemptId;
  };
  return (one) => aboutBySelf(one) ?? callOf(one);
}

function aboutBySelf({ message }: Heard): string | undefined {
  if ('command' in message) {
    const { command } = message;
    if (command.type === 'ApproveReferral' || command.type === 'DeclineReferral')
      return `proposed ${command.referralId}`;
    return undefined;
  }
  const { fact } = message;
  if (fact.type === 'DeliveryReported') return fact.attemptId;
  if (fact.type === 'CallResultReported') return fact.attemptId ?? undefined;
  if (fact.type === 'LetterTracked') return fact.registerNumber;
  return fact.type === 'LegalOutcomeReported' ? `delivered ${fact.referralId}` : undefined;
}

/** Every contact and letter of a record, with what came of it. */
export function madeIn(record: AccountRecord): Map<string, Made> {
  const { rows, heard } = record;
  const about = aboutIn(record);
  const byAbout = grouped(heard, (one) => about(one) ?? '');
  const times = new Map<string, number>();
  const made = new Map<string, Made>();
  for (const { event } of rows) {
    if (event.type !== 'ContactReserved' && event.type !== 'LetterIssued') continue;
    const rung = rungOf(event);
    const nth = times.get(rung) ?? 0;
    times.set(rung, nth + 1);
    const id = idOf(event);
    const endings = endingsOf(rows, id);
    made.set(nameOf(rung, nth), { id, event, endings, heard: byAbout.get(id) ?? [] });
  }
  return made;
}

const endingsOf = (rows: readonly Row[], id: string): AccountEvent[] =>
  rows.filter(({ cause }) => cause === `attempt:${id}`).map(({ event }) => event);

/** Proposed and delivered referrals, with what legal and the court said of them. */
export function referralsIn({ rows, heard }: AccountRecord): Map<string, Spoken> {
  const byAbout = grouped(heard, (one) => aboutBySelf(one) ?? '');
  const spoken = new Map<string, Spoken>();
  for (const { event } of rows) {
    const name = referralOf(event);
    if (name !== undefined && !spoken.has(name)) spoken.set(name, { at: event.at, heard: byAbout.get(name) ?? [] });
  }
  return spoken;
}

export function referralOf(event: AccountEvent): string | undefined {
  if (event.type === 'ReferralProposed') return `proposed ${event.referralId}`;
  if (event.type === 'ReferralApproved') return `approved ${event.referralId}`;
  return event.type === 'ReferredToLegal' ? `delivered ${event.referralId}` : undefined;
}
