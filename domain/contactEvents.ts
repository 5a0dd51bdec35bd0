import { timesAway, triedAgainAt, type Account, type OpenAttempt } from './account';
import { attemptIdFor, retryAt, type ContactAction, type Go } from './contact';
import type { AccountEvent, EventOf } from './events';
import { totalOf } from './money';
import type { Policy } from './policy';
import type { Instant } from './time';
import { add, carryOn, type Draft, type Policies, type Turn } from './turn';

/**
 * What a provider said. `accepted`: it has the message. `rejected`: it never will (wrong number …).
 * `unavailable`: surely not sent, may be tried again. `unknown`: nobody can say; it is looked up, never blindly resent.
 * `code` is a short stable word or a provider's error number, never a text that could quote a person.
 */
export type SendOutcome =
  | Readonly<{ outcome: 'accepted'; providerRef: string }>
  | Readonly<{ outcome: 'rejected'; code: string }>
  | Readonly<{ outcome: 'unavailable'; code: string; retryAfterMs?: number }>
  | Readonly<{ outcome: 'unknown'; code: string }>;

/** The account in the moment of an event; `version` is that of the last event before it. */
type At = Readonly<{ account: Account; policy: Policy; version: number; now: Instant }>;

/** The decision to contact, with what it was made of [RECORD]. */
export function contactReserved(
  { account, policy, version, now }: At,
  go: Go,
  { channel }: Extract<ContactAction, { type: 'contactDebtor' }>,
  textSha256: string,
): EventOf<'ContactReserved'> {
  const attemptId = attemptIdFor(account, version + 1);
  const { name: rung, purpose } = go.intent;
  const words = { ...wordsOf(policy, go), textSha256, balanceMinor: totalOf(account.balance) };
  const { contactPoint, notAfter, proof } = go;
  const made = { attemptId, rung, purpose, channel, contactPointId: contactPoint.id, ...words, notAfter, proof };
  return { type: 'ContactReserved', at: now, ...made };
}

/** The decision to send a letter, under its number in the register [LETTER-REGISTERED]. */
export function letterIssued(
  { account, policy, now }: Omit<At, 'version'>,
  { intent, contactPoint, proof, ...go }: Go,
  registerNumber: string,
  textSha256: string | null,
): EventOf<'LetterIssued'> {
  const { rung, purpose, byHand } = intent;
  const words = { ...wordsOf(policy, go), textSha256, balanceMinor: totalOf(account.balance) };
  const made = { registerNumber, rung: rung.name, purpose, byHand, contactPointId: contactPoint.id, ...words, proof };
  return { type: 'LetterIssued', at: now, ...made };
}

const wordsOf = ({ templates }: Policy, { script }: Pick<Go, 'script'>) => ({
  template: script,
  templateVersion: templates[script]!.version,
});

/**
 * How a contact that has not ended goes on. `again`: its provider surely did not have it and is called once more. `unsure`: a call
 * may have been made, so its provider is asked. Null: it is given up, taken back or waits, as the turn says.
 */
export type TakenUp = Readonly<{ turn: Turn; goesOn: 'again' | 'unsure' | null }>;

/** Takes up a contact that was reserved. That it is tried again is written down before the call, so no crash can hide it [RECORD]. */
export function takeUp(draft: Draft, policies: Policies, now: Instant): TakenUp {
  const { openAttempt } = draft.account;
  const turn = carryOn(draft, policies, now);
  const isStillToSend = turn.next.do === 'perform' && turn.account.openAttempt?.attemptId === openAttempt?.attemptId;
  if (!openAttempt || !isStillToSend) return { turn, goesOn: null };
  if (triedAgainAt(openAttempt) === null) return { turn, goesOn: 'unsure' };
  const tried: AccountEvent = { type: 'ContactTriedAgain', at: now, attemptId: openAttempt.attemptId };
  return { turn: { ...turn, ...add(turn, tried, 'clock') }, goesOn: 'again' };
}

/**
 * What became of a call to a provider; `began` is the attempt as it was when the call began. Null where somebody was faster: the
 * contact has ended, or the provider was asked since. Then only that it has the message after all is still news.
 */
export function callEnded(said: SendOutcome, account: Account, began: OpenAttempt, at: Instant): AccountEvent | null {
  const { attemptId } = began;
  const open = account.openAttempt;
  if (open?.attemptId !== attemptId) return null;
  if (said.outcome !== 'accepted' && timesAway(open) !== timesAway(began)) return null;
  switch (said.outcome) {
    case 'accepted':
      return { type: 'ContactSent', at, attemptId, providerRef: said.providerRef };
    case 'rejected':
      return { type: 'ContactFailed', at, attemptId, code: said.code };
    case 'unavailable': {
      const { code, retryAfterMs } = said;
      return { type: 'ContactUnavailable', at, attemptId, code, retryAt: retryAt(account, at, retryAfterMs) };
    }
    case 'unknown':
      return { type: 'ContactOutcomeUnknown', at, attemptId, code: said.code };
  }
}
