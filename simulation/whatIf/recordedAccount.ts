import type { Letter, OpenAttempt } from '../../domain/account';
import type { PolicyHash } from '../../domain/brand';
import type { Go } from '../../domain/contact';
import type { AccountEvent } from '../../domain/events';
import type { Message } from '../../domain/message';
import type {
  Arrival,
  ContactAnswer,
  Known,
  PrintAnswer,
  ReferralAnswer,
  Speak,
  Told,
} from '../../domain/simulate/outside';
import { instant, later, plus, type Instant } from '../../domain/time';
import type { AccountRecord, Heard, Row } from './readRecord';
import { aboutIn, madeIn, nameOf, referralOf, referralsIn, rungOf, type Made } from './recordedAttempts';

/** A contact of this life that was made in the record too, and by how much later or earlier. */
type Match = Readonly<{ made: Made; shiftMs: number }>;

/**
 * The recorded world around one account, for one life. A fact that stands by itself comes when it was heard. What came of a
 * contact, letter or referral comes as long after it as it did then; where it is not made, that does not come. A contact that
 * was never made is taken by its provider, and nothing comes of it.
 */
export class RecordedAccount {
  readonly #made: Map<string, Made>;
  readonly #referrals;
  readonly #times = new Map<string, number>();
  readonly #matches = new Map<string, Match>();
  readonly #asked = new Map<string, number>();

  constructor(
    readonly record: AccountRecord,
    /** What has not ended in the record does not end before this. */
    readonly end: Instant,
    /** Another pack from the hand-over on; null leaves the record's own, with every adoption. */
    readonly instead: PolicyHash | null,
  ) {
    this.#made = madeIn(record);
    this.#referrals = referralsIn(record);
  }

  /** What comes by itself. */
  arrivals(): Arrival[] {
    const isKnown = new Set([...[...this.#made.values()].map(({ id }) => id), ...this.#referrals.keys()]);
    const about = aboutIn(this.record);
    return this.record.heard
      .filter((heard) => !isKnown.has(about(heard) ?? ''))
      .filter(({ message }) => this.instead === null || !isAdoption(message))
      .map((heard) => this.#arrival(heard, heard.heardAt, 0));
  }

  /** What comes of what has just happened. */
  hear({ event, accountId }: Told, speak: Speak): void {
    const referral = this.#referrals.get(referralOf(event) ?? '');
    if (referral) this.#deliver(accountId, speak, referral.heard, event.at - referral.at);
    if (event.type !== 'ContactReserved' && event.type !== 'LetterIssued') return;
    const rung = rungOf(event);
    const made = this.#next(rung);
    this.#times.set(rung, (this.#times.get(rung) ?? 0) + 1);
    if (!made || !isAlike(made.event, event)) return;
    const id = event.type === 'ContactReserved' ? event.attemptId : event.registerNumber;
    const shiftMs = event.at - made.event.at;
    this.#matches.set(id, { made, shiftMs });
    const translated = made.heard.map((heard) => ({ ...heard, message: named(heard.message, id) }));
    this.#deliver(accountId, speak, translated, shiftMs);
  }

  contact({ attemptId }: OpenAttempt, { now }: Known): ContactAnswer {
    const match = this.#matches.get(attemptId);
    if (!match) return { at: now, outcome: 'accepted', providerRef: 'not recorded' };
    const nth = this.#asked.get(attemptId) ?? 0;
    this.#asked.set(attemptId, nth + 1);
    const ending = match.made.endings[nth];
    // Given up in the record, and still tried here: nobody knows more of it than of a contact that was never made.
    const at = ending || this.#wasGivenUp(match) ? now : this.#overtakenAt(match, now);
    if (!ending) return { at, outcome: 'accepted', providerRef: 'not recorded' };
    return { at: later(now, plus(ending.at, match.shiftMs)), ...answerIn(ending) };
  }

  /** A build that wrote no try down left none in the record, though the provider was asked more than once. */
  tellsOfTries({ attemptId }: OpenAttempt): boolean {
    const made = this.#matches.get(attemptId)?.made;
    const isTold = ({ event }: Row): boolean => event.type === 'ContactTriedAgain' && event.attemptId === made?.id;
    return made === undefined || made.endings.length < 2 || this.record.rows.some(isTold);
  }

  #wasGivenUp = ({ made }: Match): boolean =>
    this.record.rows.some(
      ({ event }) =>
        (event.type === 'ContactMissed' || event.type === 'ContactWithdrawn') && event.attemptId === made.id,
    );

  /** A report may have come before the provider's own answer, which then said nothing new. */
  #overtakenAt({ made, shiftMs }: Match, now: Instant): Instant {
    const first = made.heard[0];
    return first ? later(now, plus(first.heardAt, shiftMs)) : later(now, plus(this.end, 1));
  }

  print({ registerNumber }: Letter, { now }: Known): PrintAnswer {
    const match = this.#matches.get(registerNumber);
    if (!match) return { at: now, outcome: 'printed', providerRef: 'not recorded', sha256: '' };
    const printed = match.made.endings.find((event) => event.type === 'LetterPrinted');
    if (!printed)
      return { at: later(now, plus(this.#spoiledAt(registerNumber), match.shiftMs)), outcome: 'unavailable' };
    const { providerRef, sha256 } = printed;
    return { at: later(now, plus(printed.at, match.shiftMs)), outcome: 'printed', providerRef, sha256 };
  }

  #spoiledAt(registerNumber: string): Instant {
    const spoiled = this.record.rows.find(
      ({ event }) => event.type === 'LetterSpoiled' && event.registerNumber === registerNumber,
    );
    return spoiled?.event.at ?? plus(this.end, 1);
  }

  refer(referralId: string, { now, account }: Known): ReferralAnswer {
    const approved = this.#referrals.get(`approved ${referralId}`);
    const delivered = this.record.rows.find(
      ({ event }) => event.type === 'ReferredToLegal' && event.referralId === referralId,
    )?.event;
    const given = { outcome: 'acknowledged', acknowledgement: 'not recorded', manifestSha256: '' } as const;
    if (!approved) return { ...given, at: now };
    if (delivered?.type !== 'ReferredToLegal') return { at: later(now, plus(this.end, 1)), outcome: 'unavailable' };
    const { acknowledgement, manifestSha256, at } = delivered;
    const shiftMs = (account.referral?.at ?? approved.at) - approved.at;
    return { at: later(now, plus(at, shiftMs)), outcome: 'acknowledged', acknowledgement, manifestSha256 };
  }

  textSha256 = ({ intent }: Go): string | null => this.#next(rungOfGo(intent))?.event.textSha256 ?? '';

  /** A number that nobody gave is no number of the register. */
  registerNumber({ intent }: Go, { version }: Known): string {
    const event = this.#next(rungOfGo(intent))?.event;
    return event?.type === 'LetterIssued' ? event.registerNumber : `not-issued-${this.record.accountId}-${version + 1}`;
  }

  findings(textId: string): readonly number[] {
    const wanted = this.record.rows.find(({ event }) => event.type === 'MessageRequested' && event.textId === textId);
    const messageId = wanted?.event.type === 'MessageRequested' ? wanted.event.messageId : undefined;
    const held = this.record.rows.find(({ event }) => event.type === 'MessageHeld' && event.messageId === messageId);
    return held?.event.type === 'MessageHeld' ? held.event.findings : [];
  }

  #next = (rung: string): Made | undefined => this.#made.get(nameOf(rung, this.#times.get(rung) ?? 0));

  #deliver(accountId: Told['accountId'], speak: Speak, messages: readonly Heard[], shiftMs: number): void {
    for (const heard of messages) {
      speak.deliver(accountId, this.#arrival(heard, instant(heard.heardAt + shiftMs), shiftMs));
    }
  }

  #arrival({ message, heardVersion }: Heard, at: Instant, shiftMs: number): Arrival {
    const moved = 'command' in message ? { ...message, expiresAt: plus(message.expiresAt, shiftMs) } : message;
    // The inbox counts its messages, and a turn hears them in that order.
    return {
      at,
      ringsAt: at,
      order: Number(message.id),
      turn: heardVersion,
      message: this.instead === null ? moved : under(moved, this.instead),
    };
  }
}

function answerIn(ending: AccountEvent) {
  if (ending.type === 'ContactFailed') return { outcome: 'rejected', code: ending.code } as const;
  if (ending.type === 'ContactOutcomeUnknown') return { outcome: 'unknown', code: ending.code } as const;
  if (ending.type === 'ContactUnavailable')
    return { outcome: 'unavailable', code: ending.code, retryAfterMs: ending.retryAt - ending.at } as const;
  return { outcome: 'accepted', providerRef: ending.type === 'ContactSent' ? ending.providerRef : '' } as const;
}

const rungOfGo = ({ name, byHand }: Go['intent']): string => (byHand === null ? name : `by hand ${byHand}`);

const isAlike = (a: Made['event'], b: Made['event']): boolean =>
  a.type === 'LetterIssued' ? b.type === 'LetterIssued' : b.type === 'ContactReserved' && a.channel === b.channel;

const isAdoption = (message: Message): boolean => 'fact' in message && message.fact.type === 'PolicyChangeOrdered';

function under(message: Message, policyHash: PolicyHash): Message {
  if (!('fact' in message) || message.fact.type !== 'AccountHandedOver') return message;
  return { ...message, fact: { ...message.fact, policyHash } };
}

/** The same message about the contact of this life. */
function named(message: Message, id: string): Message {
  if (!('fact' in message)) return message;
  const { fact } = message;
  if (fact.type === 'DeliveryReported')
    return { ...message, fact: { ...fact, attemptId: id as typeof fact.attemptId } };
  if (fact.type === 'CallResultReported')
    return { ...message, fact: { ...fact, attemptId: id as NonNullable<typeof fact.attemptId> } };
  return fact.type === 'LetterTracked' ? { ...message, fact: { ...fact, registerNumber: id } } : message;
}
