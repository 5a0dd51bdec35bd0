import type { Account, Letter, OpenAttempt } from '../account';
import type { AccountId } from '../brand';
import type { Go } from '../contact';
import type { SendOutcome } from '../contactEvents';
import type { AccountEvent } from '../events';
import type { Command, Fact, Message } from '../message';
import type { Policy } from '../policy';
import type { Action } from '../step';
import type { Instant } from '../time';
import type { Answer } from '../turn';

/**
 * A message on its way to one account: any turn from `at` on hears it; at `ringsAt` it wakes the account by itself. `order` is
 * its place among what arrives at the same moment, where that is not the order in which it was said; what has another `turn` is
 * not heard together.
 */
export type Arrival = Readonly<{ at: Instant; ringsAt: Instant; message: Message; order?: number; turn?: number }>;

/** What a provider said, and when. `at` must not lie before the question. */
export type ContactAnswer = Readonly<{ at: Instant }> & SendOutcome;
/** `unavailable`: it is asked again at `at`, with everything heard that came until then. */
export type PrintAnswer = Readonly<{ at: Instant }> &
  (Readonly<{ outcome: 'printed'; providerRef: string; sha256: string }> | Readonly<{ outcome: 'unavailable' }>);
export type ReferralAnswer = Readonly<{ at: Instant }> &
  (
    | Readonly<{ outcome: 'acknowledged'; acknowledgement: string; manifestSha256: string }>
    | Readonly<{ outcome: 'unavailable' }>
  );

/** What is known of an account where the outside is asked: `version` is that of the last event that was written. */
export type Known = Readonly<{ account: Account; version: number; now: Instant }>;

/**
 * Everything that is not the domain, as functions that always answer the same to the same question. What is left out: everybody
 * is there, takes what they are given at once, and nothing is late.
 */
export type Outside = Readonly<{
  contact?: (attempt: OpenAttempt, known: Known) => ContactAnswer;
  /** Whether a further try of a contact is written down: in journals of builds that did not, it is not. */
  tellsOfTries?: (attempt: OpenAttempt, known: Known) => boolean;
  print?: (letter: Letter, known: Known) => PrintAnswer;
  refer?: (referralId: string, known: Known) => ReferralAnswer;
  /** When what is due at `dueAt` is really begun, not before it: alarms may ring late. Asked once for each wait. */
  beginsAt?: (action: Action | null, dueAt: Instant, known: Known) => Instant;
  /** The hash of what is said in a contact that is about to be reserved, or in a letter that is about to be issued. */
  textSha256?: (go: Go, known: Known) => string | null;
  registerNumber?: (go: Go, known: Known) => string;
  /** Which forbidden words of the pack a collector's text holds, where no supervisor has approved it [CONDUCT]. */
  findings?: (textId: string, policy: Policy, known: Known) => readonly number[];
}>;

/** One row of a journal. `account` is the account after the whole turn that wrote it. */
export type Told = Readonly<{
  accountId: AccountId;
  version: number;
  event: AccountEvent;
  cause: string;
  account: Account;
}>;

/** How the outside speaks to the accounts of a debtor, also in answer to what it is told. */
export type Speak = Readonly<{
  /** As the service takes in a fact: what concerns the debtor is told to every account of the debtor. */
  report: (accountId: AccountId, at: Instant, fact: Fact) => void;
  command: (accountId: AccountId, at: Instant, command: Command) => void;
  /** Into one account's inbox, as it is. */
  deliver: (accountId: AccountId, arrival: Arrival) => void;
  /** Asks to be told by `onWake` at a moment; the account hears nothing of it. A moment asked for twice is told once. */
  wake: (accountId: AccountId, at: Instant) => void;
}>;

export type Listener = Readonly<{
  /** Told every event in the order in which it happens; the moment of `event` is now. */
  onEvent?: (told: Told, speak: Speak) => void;
  /** Told how each command ended. */
  onAnswer?: (accountId: AccountId, answer: Answer, at: Instant) => void;
  /**
   * Told at a moment that was asked for, after everything else that happens at it; never before the account was handed over,
   * also once it is closed. Takes no turn and writes nothing.
   */
  onWake?: (accountId: AccountId, at: Instant, account: Account, speak: Speak) => void;
}>;
