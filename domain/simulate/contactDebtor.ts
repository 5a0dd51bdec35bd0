import type { OpenAttempt } from '../account';
import type { ContactAction, Go } from '../contact';
import { callEnded, contactReserved, takeUp } from '../contactEvents';
import { messageOf } from '../rungs';
import { escalation } from '../stages/help';
import type { Instant } from '../time';
import { add, carryOn, type Draft } from '../turn';
import type { AccountLife } from './accountLife';
import { lookOnce } from './lookOnce';
import type { ContactAnswer, Known } from './outside';

type Contact = Extract<ContactAction, { type: 'contactDebtor' }>;

/** As the activity of this name: reserve, call, write the outcome. */
export function contactDebtor(life: AccountLife, action: Contact, at: Instant): void {
  const { draft, now } = life.open(at);
  const attempt = draft.account.openAttempt;
  if (attempt) return resume(life, draft, attempt, now);
  const go = lookOnce(life, draft, action, now);
  if (go) reserve(life, draft, go, action, now);
}

/** What surely did not arrive is made again where it is still right. */
function resume(life: AccountLife, draft: Draft, attempt: OpenAttempt, now: Instant): void {
  const { turn, goesOn } = takeUp(draft, life.debtor.policies, now);
  const isToldOf = life.debtor.outside.tellsOfTries?.(attempt, life.known(now)) ?? true;
  life.write(isToldOf ? turn : carryOn(draft, life.debtor.policies, now));
  if (goesOn) call(life, life.account!.openAttempt!, now);
  else life.goOn(turn.next, now);
}

function reserve(life: AccountLife, draft: Draft, go: Go, action: Contact, now: Instant): void {
  const { account, recorded } = draft;
  const { policies, outside } = life.debtor;
  const version = life.version + recorded.length;
  const known: Known = { account, version, now };
  const held = heldBack(life, draft, go, known);
  if (held) return void life.close(held, now);
  const textSha256 = outside.textSha256?.(go, known) ?? '';
  const reserved = contactReserved({ ...known, policy: policies(account.policyHash) }, go, action, textSha256);
  const written = add(draft, reserved, 'clock');
  life.write(written);
  call(life, written.account.openAttempt!, now);
}

/** The words that a collector added do not pass under the pack of this moment: they wait for a supervisor [CONDUCT]. */
function heldBack(life: AccountLife, draft: Draft, { intent }: Go, known: Known): Draft | undefined {
  const messageId = messageOf(intent.name);
  const { account } = draft;
  const isApproved = account.messages.some((message) => message.messageId === messageId && message.isApproved);
  if (messageId === undefined || intent.textId === null || isApproved) return undefined;
  const { policies, outside } = life.debtor;
  const findings = outside.findings?.(intent.textId, policies(account.policyHash), known) ?? [];
  if (findings.length === 0) return undefined;
  const held = add(draft, { type: 'MessageHeld', at: known.now, messageId, findings }, 'clock');
  return add(held, escalation('messageIsHeld', messageId, 'CONDUCT', known.now), 'clock');
}

function call(life: AccountLife, attempt: OpenAttempt, now: Instant): void {
  const { contact } = life.debtor.outside;
  const answer = contact?.(attempt, life.known(now)) ?? { at: now, outcome: 'accepted', providerRef: '' };
  life.underWay = { endsAt: answer.at, end: () => conclude(life, attempt, answer) };
}

/** Writes the outcome, unless somebody was faster: a delivery report. */
function conclude(life: AccountLife, attempt: OpenAttempt, answer: ContactAnswer): void {
  const { draft, now } = life.open(answer.at);
  const event = callEnded(answer, draft.account, attempt, now);
  life.close(event ? add(draft, event, `attempt:${attempt.attemptId}`) : draft, now);
}
