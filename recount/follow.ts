import type { AccountSoFar } from './accountSoFar';
import type { DebtorSoFar } from './debtorSoFar';
import type { Body, BodyOf, Entry } from './entry';
import { evidenceAgainst } from './evidence';
import type { Made } from './frequency';
import { keptUnless } from './rules';
import { hold, note, type Tally } from './tally';

type Ended = Extract<
  Body,
  { attemptId: string | null; type: Exclude<`Contact${string}`, 'ContactTriedAgain' | 'ContactDelivered'> }
>;
type Tracked = Extract<Body, { registerNumber: string; type: Exclude<Body['type'], 'LetterIssued'> }>;

type Follow<Type extends Body['type']> = (
  debtor: DebtorSoFar,
  entry: Entry,
  body: BodyOf<Type>,
  account: AccountSoFar,
) => void;

const FOLLOW: { readonly [Type in Body['type']]?: Follow<Type> } = {
  ContactSuppressed: refused,
  ContactDeferred: refused,
  ContactSent: ended,
  ContactFailed: ended,
  ContactUnavailable: ended,
  ContactTriedAgain: triedAgain,
  ContactDelivered: delivered,
  ContactOutcomeUnknown: ended,
  ContactWithdrawn: ended,
  ContactMissed: ended,
  CallResultRecorded: called,
  LetterPrinted: tracked,
  LetterMailed: tracked,
  LetterHandedOver: tracked,
  LetterDelivered: tracked,
  LetterReturned: tracked,
  LetterSpoiled: tracked,
};

/** What became of a contact; nothing may have become of one that was never reserved. */
export function follow(debtor: DebtorSoFar, entry: Entry, account: AccountSoFar): void {
  (FOLLOW[entry.body.type] as Follow<Body['type']> | undefined)?.(debtor, entry, entry.body, account);
}

function refused({ tally }: DebtorSoFar, entry: Entry, body: BodyOf<'ContactSuppressed' | 'ContactDeferred'>): void {
  hold(tally, 'RECORD', entry, evidenceAgainst(body));
}

function ended({ tally, byId, sent }: DebtorSoFar, entry: Entry, { type, attemptId }: Ended): void {
  // Missed before it was reserved.
  if (attemptId === null) return;
  const own = byId.get(attemptId);
  const isUnknown = own?.accountId !== entry.accountId;
  hold(tally, 'RECORD', entry, keptUnless(isUnknown, `${type} of ${attemptId}, which was not reserved`));
  if (type === 'ContactSent') {
    if (sent.has(attemptId)) note(tally, 'RECORD', entry, `${attemptId} was sent twice`);
    sent.add(attemptId);
  }
  if (!own || isUnknown) return;
  own.isCounted = type !== 'ContactWithdrawn' && type !== 'ContactMissed';
  if (!own.isCounted && own.isUnderWay)
    note(tally, 'RECORD', entry, `${attemptId} was given up while nobody knew whether it had been sent`);
  own.isUnderWay = false;
}

/** The window was asked about when the contact was reserved, up to its end. */
function triedAgain({ tally, byId }: DebtorSoFar, entry: Entry, { attemptId }: BodyOf<'ContactTriedAgain'>): void {
  const own = byId.get(attemptId);
  const isUnknown = own?.accountId !== entry.accountId;
  hold(tally, 'RECORD', entry, keptUnless(isUnknown, `a new try of ${attemptId}, which was not reserved`));
  if (!own || isUnknown) return;
  const isLate = own.notAfter !== null && entry.at >= own.notAfter;
  hold(tally, 'HOURS', entry, keptUnless(isLate, `${attemptId} was tried again after its window had closed`));
  own.isUnderWay = true;
}

/** Somebody has the message: then it cannot have been given up, or taken back, before it was sent. */
function delivered({ tally, byId }: DebtorSoFar, entry: Entry, { attemptId }: BodyOf<'ContactDelivered'>): void {
  const own = byId.get(attemptId);
  const isWrong = own?.accountId === entry.accountId && !own.isCounted;
  hold(tally, 'RECORD', entry, keptUnless(isWrong, `${attemptId} was delivered, though it had been given up`));
}

/** Without an attempt it is the debtor who called. */
function called(
  debtor: DebtorSoFar,
  entry: Entry,
  { attemptId, result }: BodyOf<'CallResultRecorded'>,
  account: AccountSoFar,
): void {
  if (attemptId === null) return void debtor.made.push(inbound(entry, account, result));
  const own = debtor.byId.get(attemptId);
  // A result that names another account's call is kept, and says nothing.
  if (own?.accountId === entry.accountId) own.result = result;
}

const inbound = ({ accountId, version, at }: Entry, { zone }: AccountSoFar, result: string): Made => ({
  accountId,
  version,
  at,
  zone,
  channel: 'call',
  contactPointId: null,
  notAfter: null,
  pack: undefined,
  isInbound: true,
  isCounted: false,
  isUnderWay: false,
  result,
});

function tracked({ tally, byId }: DebtorSoFar, entry: Entry, body: Tracked, account: AccountSoFar): void {
  const { type, registerNumber } = body;
  const letter = byId.get(registerNumber);
  const isOurs = letter?.channel === 'letter' && letter.accountId === entry.accountId;
  hold(tally, 'RECORD', entry, keptUnless(!isOurs, `${type} of ${registerNumber}, which was not issued`));
  if (type === 'LetterSpoiled' && letter) letter.isCounted = false;
  if (type === 'LetterMailed') unregistered(tally, entry, body);
  if (type !== 'LetterPrinted') return;
  // What is heard while the print house is at work is written down in the moment of the print.
  const isLate = account.endedAt !== null && account.endedAt < entry.at;
  const says = `${registerNumber} was printed when nothing was to be collected any more`;
  hold(tally, 'LETTER-CLOSED', entry, keptUnless(isLate, says));
}

function unregistered(tally: Tally, entry: Entry, { registerNumber, mailNumber }: BodyOf<'LetterMailed'>): void {
  if (mailNumber === '') note(tally, 'LETTER-REGISTERED', entry, `${registerNumber} was mailed without a mail number`);
}
