import { sql } from 'kysely';
import type { AccountEvent, EventOf } from '../../../domain/events';
import type { Trx } from '../../../storage/database';
import { decodeEvent } from '../../../storage/eventCodec';

/** How a contact stands: `open` is reserved, or surely not sent yet; `unknown` may have been sent once. */
export type Standing = 'open' | 'sent' | 'unsent' | 'unknown';
export type Attempt = {
  readonly id: string;
  readonly version: number;
  readonly channel: EventOf<'ContactReserved'>['channel'];
  readonly contactPointId: string;
  readonly textSha256: string;
  standing: Standing;
  sent: Readonly<{ version: number; providerRef: string }> | null;
};
export type Letter = {
  readonly registerNumber: string;
  readonly version: number;
  readonly textSha256: string | null;
  printed: Readonly<{ version: number; sha256: string }> | null;
  isSpoiled: boolean;
};
export type Referral = {
  readonly referralId: string;
  readonly version: number;
  isOpen: boolean;
  delivered: Readonly<{ version: number; manifestSha256: string }> | null;
};

/** What an account had to do with providers, as its journal tells it. */
export type Dealings = Readonly<{
  accountId: string;
  debtorId: string;
  attempts: Map<string, Attempt>;
  letters: Map<string, Letter>;
  referrals: Map<string, Referral>;
  /** Events that say something was sent, printed or delivered that no row before them had decided. */
  undecided: { version: number; says: string }[];
  /** Rows that no longer are events. */
  unreadable: number[];
}>;

const TYPES = [
  ...([
    'ContactReserved',
    'ContactSent',
    'ContactUnavailable',
    'ContactTriedAgain',
    'ContactFailed',
    'ContactOutcomeUnknown',
  ] as const),
  ...(['ContactWithdrawn', 'ContactMissed', 'LetterIssued', 'LetterPrinted', 'LetterSpoiled'] as const),
  ...(['ReferralProposed', 'ReferralDeclined', 'ReferredToLegal', 'AccountClosed'] as const),
] satisfies readonly AccountEvent['type'][];

type Told = EventOf<(typeof TYPES)[number]>;
type Row = Readonly<{ account_id: string; version: number; body: unknown }>;

/** The dealings of some accounts; one that nobody handed over has none. */
export async function dealingsOf(trx: Trx, accountIds: readonly string[]): Promise<ReadonlyMap<string, Dealings>> {
  const accounts = await trx
    .selectFrom('accounts')
    .select(['id', 'debtor_id'])
    .where(sql<boolean>`id = any(${accountIds}::text[])`)
    .execute();
  const dealings = new Map(accounts.map(({ id, debtor_id }) => [id, noDealings(id, debtor_id)]));
  const { rows } = await sql<Row>`select account_id, version, body from journal
    where account_id = any(${accountIds}::text[]) and type = any(${[...TYPES]}::text[])
    order by account_id, version`.execute(trx);
  for (const row of rows) {
    const own = dealings.get(row.account_id);
    if (own) hear(own, row);
  }
  return dealings;
}

const noDealings = (accountId: string, debtorId: string): Dealings => ({
  accountId,
  debtorId,
  attempts: new Map(),
  letters: new Map(),
  referrals: new Map(),
  undecided: [],
  unreadable: [],
});

function hear(own: Dealings, { version, body }: Row): void {
  try {
    tell(own, version, decodeEvent(body) as Told);
  } catch {
    own.unreadable.push(version);
  }
}

function tell(own: Dealings, version: number, event: Told): void {
  switch (event.type) {
    case 'ContactReserved': {
      const { attemptId: id, channel, contactPointId, textSha256 } = event;
      own.attempts.set(id, { id, version, channel, contactPointId, textSha256, standing: 'open', sent: null });
      return;
    }
    case 'ContactSent':
    case 'ContactUnavailable':
    case 'ContactTriedAgain':
    case 'ContactFailed':
    case 'ContactOutcomeUnknown':
    case 'ContactWithdrawn':
    case 'ContactMissed':
      return ended(own, version, event);
    case 'LetterIssued': {
      const { registerNumber, textSha256 } = event;
      own.letters.set(registerNumber, { registerNumber, version, textSha256, printed: null, isSpoiled: false });
      return;
    }
    case 'LetterPrinted':
    case 'LetterSpoiled':
      return moved(own, version, event);
    case 'ReferralProposed': {
      const { referralId } = event;
      own.referrals.set(referralId, { referralId, version, isOpen: true, delivered: null });
      return;
    }
    case 'ReferralDeclined':
    case 'ReferredToLegal':
      return referred(own, version, event);
    case 'AccountClosed':
      for (const referral of own.referrals.values()) referral.isOpen = false;
  }
}

type Ended = EventOf<
  | 'ContactSent'
  | 'ContactUnavailable'
  | 'ContactTriedAgain'
  | 'ContactFailed'
  | 'ContactOutcomeUnknown'
  | 'ContactWithdrawn'
  | 'ContactMissed'
>;
const STANDING: Readonly<Record<Ended['type'], Standing>> = {
  ContactSent: 'sent',
  ContactUnavailable: 'open',
  ContactTriedAgain: 'open',
  ContactFailed: 'unsent',
  ContactOutcomeUnknown: 'unknown',
  ContactWithdrawn: 'unsent',
  ContactMissed: 'unsent',
};

function ended(own: Dealings, version: number, event: Ended): void {
  // Missed before it was reserved.
  if (event.attemptId === null) return;
  const attempt = own.attempts.get(event.attemptId);
  if (!attempt) return withoutDecision(own, version, `${event.type} of ${event.attemptId}, which was never reserved`);
  attempt.standing = STANDING[event.type];
  if (event.type === 'ContactSent') attempt.sent = { version, providerRef: event.providerRef };
}

function moved(own: Dealings, version: number, event: EventOf<'LetterPrinted' | 'LetterSpoiled'>): void {
  const letter = own.letters.get(event.registerNumber);
  if (!letter) withoutDecision(own, version, `${event.type} of ${event.registerNumber}, which was never issued`);
  else if (event.type === 'LetterPrinted') letter.printed = { version, sha256: event.sha256 };
  else letter.isSpoiled = true;
}

function referred(own: Dealings, version: number, event: EventOf<'ReferralDeclined' | 'ReferredToLegal'>): void {
  const referral = own.referrals.get(event.referralId);
  if (!referral) return withoutDecision(own, version, `${event.type} of ${event.referralId}, which was never proposed`);
  referral.isOpen = false;
  if (event.type === 'ReferredToLegal') referral.delivered = { version, manifestSha256: event.manifestSha256 };
}

/** A row that nobody can read may have been the decision: after one, nobody knows, and that it is unreadable is said already. */
function withoutDecision({ undecided, unreadable }: Dealings, version: number, says: string): void {
  if (unreadable.length === 0) undecided.push({ version, says });
}
