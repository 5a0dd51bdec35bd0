import type { SendOutcome } from '../domain/contactEvents';

/**
 * What the activities need from the world outside. One adapter folder per provider implements a port;
 * `worker/` wires them. Ports speak plain strings: whatever is personal lives for the length of a call only.
 */

export type Language = 'zh-TW' | 'zh-CN' | 'en';

/** One message to one debtor on one channel. `reference` names the attempt and is safe to show anywhere. */
export type OutgoingMessage = Readonly<{
  reference: string;
  to: string;
  subject: string;
  text: string;
  language: Language;
  /** The call is over after this long: what did not answer by then is `unknown`. */
  timeoutMs: number;
}>;

/** The answer to "did you ever get this?". `cannotTell`: the provider has no such question, or did not answer it. */
export type LookUp =
  | Readonly<{ found: 'accepted'; providerRef: string }>
  | Readonly<{ found: 'nothing' }>
  | Readonly<{ found: 'cannotTell' }>;

export interface Messenger {
  /** Sends once and never throws for what a provider does: every ending is an outcome. */
  send(message: OutgoingMessage): Promise<SendOutcome>;
  /**
   * Asks whether the attempt made at or after `sentAfter` reached the provider; never throws. `others` are the provider's
   * references of other attempts: two messages may be alike word for word, and one must not be taken for the other.
   */
  lookUp(message: OutgoingMessage, sentAfter: Date, others: readonly string[]): Promise<LookUp>;
  /**
   * True only where the provider deduplicates by our reference, or where its `nothing` is proof.
   * Where it is false, an unknown outcome is never resent, whatever a look-up says.
   */
  readonly resendsSafely: boolean;
}

/** A formal letter, ready to print. */
export type OutgoingLetter = Readonly<{
  /** Number in the letter register, e.g. `TW-2026-000042`; the idempotency key of the print house. */
  registerNumber: string;
  language: Language;
  /** Lines of the address window: name first. */
  addressee: readonly string[];
  sender: readonly string[];
  title: string;
  paragraphs: readonly string[];
  datedOn: string;
  registered: boolean;
}>;

/**
 * Handing the same register number over again changes nothing and gives the same answer.
 * Throws `ProviderUnavailable` to be retried and `LetterRefused` for a person to look at.
 */
export interface PrintHouse {
  print(letter: OutgoingLetter): Promise<Readonly<{ providerRef: string; pages: number; sha256: string }>>;
}

/** One file of a legal packet. */
export type PacketFile = Readonly<{ name: string; mediaType: string; content: Uint8Array }>;

/** Everything a law firm needs for one account: statement, contact history, documents. The adapter adds the manifest. */
export type LegalPacket = Readonly<{ referralId: string; accountId: string; files: readonly PacketFile[] }>;

/**
 * Delivering the same referral again is acknowledged again, not filed twice.
 * Throws `ProviderUnavailable` to be retried and `PacketRefused` for a person to look at.
 */
export interface LawFirm {
  deliver(packet: LegalPacket): Promise<Readonly<{ acknowledgement: string; manifestSha256: string }>>;
}

/**
 * A message as its provider keeps it. `reference` is ours, `subject` is there, only where that provider keeps them.
 * Personal: lives as long as it takes to be compared.
 */
export type MessageRecord = Readonly<{
  reference: string | null;
  providerRef: string;
  to: string;
  subject: string | null;
  text: string;
}>;

/** Whose messages are meant: by our references, and by the addresses that they went to, for who knows no reference. */
export type MessagesOf = Readonly<{
  accountId: string;
  references: readonly string[];
  addresses: readonly string[];
}>;

/** References that name an account; `accountId` is null for those that name none. */
export type NamedRecords = Readonly<{ accountId: string | null; references: readonly string[] }>;

/** What a provider holds of ours, so that an audit can hold it against the journal. Each may throw `ProviderUnavailable`. */
export interface MessageRecords {
  /** What it knows a message by; without it nobody can ask. */
  readonly asks: 'references' | 'addresses';
  /** Whether it was this provider who gave such a reference when it accepted a message. */
  gave(providerRef: string): boolean;
  /** All messages under the references, and whatever else it has under references of the account or to the addresses. */
  find(of: MessagesOf): Promise<readonly MessageRecord[]>;
  /** All that it can list, by account and in no order. */
  named(): Iterable<NamedRecords>;
}

/** A letter that a print house has: `contentSha256` is of the document as it lies there, null where it was taken away. */
export type LetterRecord = Readonly<{ registerNumber: string; sha256: string; contentSha256: string | null }>;
export interface LetterRecords {
  find(registerNumbers: readonly string[]): Promise<readonly LetterRecord[]>;
  registerNumbers(): AsyncIterable<string>;
}

/** A packet that a law firm has: `isWhole` says whether each file is the one that the manifest lists. */
export type PacketRecord = Readonly<{
  referralId: string;
  accountId: string;
  manifestSha256: string;
  isWhole: boolean;
}>;
export interface PacketRecords {
  /** Those of the referrals, and whatever else it has under referrals of the account. */
  find(accountId: string, referralIds: readonly string[]): Promise<readonly PacketRecord[]>;
  named(): Iterable<NamedRecords>;
}

/** Several for a channel: the provider was changed. The provider of today may be one that nobody can ask. */
export type ProviderRecords = Readonly<{
  messages: Readonly<Record<'sms' | 'email' | 'call', readonly MessageRecords[]>>;
  cannotBeAsked: readonly ('sms' | 'email' | 'call')[];
  letters: LetterRecords;
  /** Null where the firm cannot be asked. */
  packets: PacketRecords | null;
}>;

/** An outage at the provider: try again later. The message holds a code, never what was sent. */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable';
  constructor(
    readonly code: string,
    readonly retryAfterMs?: number,
  ) {
    super(`The provider is unavailable: ${code}`);
  }
}

/** The letter cannot be printed as it stands; a retry would end the same. The message says where, never what. */
export class LetterRefused extends Error {
  override readonly name = 'LetterRefused';
  constructor(readonly reason: string) {
    super(`The letter cannot be printed: ${reason}`);
  }
}

/** The law firm will not take this packet; a retry would end the same, so a person must look at it. */
export class PacketRefused extends Error {
  override readonly name = 'PacketRefused';
  constructor(readonly code: string) {
    super(`The law firm refused the packet: ${code}`);
  }
}

export type Ports = Readonly<{
  messengers: Readonly<Record<'sms' | 'email' | 'call', Messenger>>;
  printHouse: PrintHouse;
  lawFirm: LawFirm;
}>;
