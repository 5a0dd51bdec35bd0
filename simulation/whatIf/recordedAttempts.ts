import type { AccountEvent, EventOf } from '../../domain/events';
import type { Instant } from '../../domain/time';
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

/** Which contact, letter or referral a message is about; a fact that stands by itself is about none. */
export function about({ message }: Heard): string | undefined {
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
export function madeIn({ rows, heard }: AccountRecord): Map<string, Made> {
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
  const byAbout = grouped(heard, (one) => about(one) ?? '');
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
