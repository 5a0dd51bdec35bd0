import type { Letter } from '../../domain/account';
import type { AttemptId } from '../../domain/brand';
import { attemptIdFor, lastLook, retryAt, type ContactAction, type Go } from '../../domain/contact';
import { takeUp } from '../../domain/contactEvents';
import type { AccountEvent, EventOf } from '../../domain/events';
import { totalOf } from '../../domain/money';
import { spoiledBy } from '../../domain/outdated';
import { findingsIn } from '../../domain/rules/conduct';
import { messageOf } from '../../domain/rungs';
import { escalation } from '../../domain/stages/help';
import type { Action } from '../../domain/step';
import { MINUTE_MS, plus } from '../../domain/time';
import { add, carryOn, type Draft, type Next } from '../../domain/turn';
import { mayBePrinted, mayBeReferred, mayBeSent } from './laws';
import { packOf } from './lifePacks';
import type { LivingAccount, Said } from './livingAccount';
import { TEXTS } from './texts';

/** How the world answers an effect; `crash` loses the worker before the outcome is written. */
export type Outcome = 'accepted' | 'rejected' | 'unavailable' | 'unknown' | 'crash';
type Beginning = 'first' | 'again' | 'unsure';
type Contact = Extract<Action, { type: 'contactDebtor' }>;
type Refer = Extract<Action, { type: 'referToLegal' }>;

const SHA256 = '0'.repeat(64);

/** Performs effects as `activities/` does: a last look, a reservation, the call, its outcome. */
export class Effects {
  calls = 0;
  crashes = 0;
  /** Said while an effect is under way, and so heard with its outcome. */
  readonly overtaking: (() => Said)[] = [];
  private asked = 0;

  constructor(
    private readonly life: LivingAccount,
    private readonly answers: readonly Outcome[],
  ) {}

  perform(action: Action): Next {
    if (action.type === 'referToLegal') return this.refer(action);
    return action.type === 'issueLetter' ? this.issue(action) : this.contact(action);
  }

  private contact(action: Contact): Next {
    const draft = this.life.open();
    if (draft.account.openAttempt) return this.resume(draft, draft.account.openAttempt.attemptId);
    const look = this.look(draft, action);
    return 'next' in look ? look.next : this.reserve(look.draft, look.go, action);
  }

  private look(draft: Draft, action: ContactAction): { next: Next } | { draft: Draft; go: Go } {
    const { life } = this;
    const isNewCall = draft.recorded.some(({ event }) => event.type === 'CallResultRecorded');
    if (isNewCall) return { next: life.close(draft) };
    const seen = life.circumstances();
    const look = lastLook(draft.account, packOf(draft.account.policyHash), action, seen, life.now);
    if (look.do === 'contact') return { draft, go: look };
    return { next: life.close(look.do === 'record' ? add(draft, look.event, 'clock') : draft) };
  }

  /** What has not ended is brought to its end: made again where it surely did not arrive, else asked after. */
  private resume(draft: Draft, attemptId: AttemptId): Next {
    const { turn, goesOn } = takeUp(draft, packOf, this.life.now);
    this.life.keep(turn);
    return goesOn ? this.call(attemptId, goesOn) : turn.next;
  }

  private reserve(draft: Draft, go: Go, action: Contact): Next {
    const { life } = this;
    const findings = wordsHeldBack(draft, go);
    const messageId = messageOf(go.intent.name) ?? '';
    if (findings.length > 0) {
      const held = add(draft, { type: 'MessageHeld', at: life.now, messageId, findings }, 'clock');
      return life.close(add(held, escalation('messageIsHeld', messageId, 'CONDUCT', life.now), 'clock'));
    }
    const attemptId = attemptIdFor(draft.account, life.journal.length + draft.recorded.length + 1);
    const { channel } = action;
    const { notAfter, intent } = go;
    const made = { ...this.made(draft, go), attemptId, rung: intent.name, channel, notAfter };
    life.keep(add(draft, { type: 'ContactReserved', ...made }, 'clock'));
    return this.call(attemptId, 'first');
  }

  private made({ account }: Draft, { intent, contactPoint, script, proof }: Go) {
    const { version } = packOf(account.policyHash).templates[script]!;
    const words = { template: script, templateVersion: version, textSha256: SHA256 };
    const common = { at: this.life.now, purpose: intent.purpose, contactPointId: contactPoint.id, proof };
    return { ...common, ...words, balanceMinor: totalOf(account.balance) };
  }

  /** A provider that is only asked after a lost call cannot refuse it any more. */
  private call(attemptId: AttemptId, beginning: Beginning): Next {
    const { life } = this;
    const answer = this.answer();
    const outcome = beginning === 'unsure' && answer === 'rejected' ? 'unknown' : answer;
    if (beginning !== 'unsure') {
      mayBeSent(life.journal, this.reservation(attemptId), life.now);
      this.calls += 1;
      life.underWay.add(attemptId);
    }
    this.overtake();
    if (outcome === 'crash') return life.close(life.open());
    life.underWay.delete(attemptId);
    const draft = life.open();
    if (draft.account.openAttempt?.attemptId !== attemptId) return life.close(draft);
    return life.close(add(draft, this.ending(draft, attemptId, outcome), `attempt:${attemptId}`));
  }

  private ending(draft: Draft, attemptId: AttemptId, outcome: Exclude<Outcome, 'crash'>): AccountEvent {
    const named = { at: this.life.now, attemptId, code: 'C' };
    switch (outcome) {
      case 'accepted':
        return { type: 'ContactSent', at: this.life.now, attemptId, providerRef: 'p' };
      case 'rejected':
        return { type: 'ContactFailed', ...named };
      case 'unknown':
        return { type: 'ContactOutcomeUnknown', ...named };
      case 'unavailable':
        return { type: 'ContactUnavailable', ...named, retryAt: retryAt(draft.account, this.life.now) };
    }
  }

  private issue(action: ContactAction): Next {
    const { life } = this;
    const draft = life.open();
    const unprinted = issuedIn(draft);
    if (unprinted) return this.printOrSpoil(draft, unprinted, action);
    const look = this.look(draft, action);
    if ('next' in look) return look.next;
    const { rung, byHand } = look.go.intent;
    const registerNumber = `N-${life.journal.length + look.draft.recorded.length + 1}`;
    const issued = { ...this.made(look.draft, look.go), registerNumber, rung: rung.name, byHand };
    life.keep(carryOn(add(look.draft, { type: 'LetterIssued', ...issued }, 'clock'), packOf, life.now));
    return this.print(registerNumber, action);
  }

  private printOrSpoil(draft: Draft, letter: Letter, action: ContactAction): Next {
    const { life } = this;
    const { registerNumber } = letter;
    const rule = spoiledBy(draft.account, packOf(draft.account.policyHash), letter);
    if (rule) {
      return life.close(add(draft, { type: 'LetterSpoiled', at: life.now, registerNumber, rule }, 'clock'));
    }
    life.keep(carryOn(draft, packOf, life.now));
    return this.print(registerNumber, action);
  }

  /** A print house that is away is asked again after a minute. */
  private print(registerNumber: string, action: ContactAction): Next {
    const { life } = this;
    const outcome = this.answer();
    if (outcome === 'crash' || outcome === 'unavailable') return this.tryAgain(action);
    mayBePrinted(life.journal, this.letter(registerNumber));
    this.overtake();
    const draft = life.open();
    if (issuedIn(draft)?.registerNumber !== registerNumber) return life.close(draft);
    const printed = { at: life.now, registerNumber, providerRef: 'p', sha256: SHA256 };
    return life.close(add(draft, { type: 'LetterPrinted', ...printed }, `attempt:${registerNumber}`));
  }

  private refer(action: Refer): Next {
    const { life } = this;
    const { referralId } = action;
    const before = life.close(life.open());
    const isStillDue = before.do === 'perform' && before.action.type === 'referToLegal';
    if (!isStillDue || before.action.referralId !== referralId) return before;
    if (this.answer() === 'crash') return this.tryAgain(action);
    mayBeReferred(life.journal, referralId);
    this.overtake();
    const draft = life.open();
    const { referral } = draft.account;
    if (referral?.referralId !== referralId || referral.state !== 'approved') return life.close(draft);
    const referred = { at: life.now, referralId, acknowledgement: 'ok', manifestSha256: SHA256 };
    return life.close(add(draft, { type: 'ReferredToLegal', ...referred }, `referral:${referralId}`));
  }

  private answer(): Outcome {
    const answer = this.answers[this.asked++ % this.answers.length] ?? 'accepted';
    if (answer === 'crash') this.crashes += 1;
    return answer;
  }

  private overtake(): void {
    for (const say of this.overtaking.splice(0)) this.life.post(say());
  }

  private tryAgain(toDo: Action): Next {
    return { do: 'wait', until: plus(this.life.now, MINUTE_MS), toDo, for: 'another try' };
  }

  private reservation(attemptId: AttemptId): EventOf<'ContactReserved'> {
    const is = (event: AccountEvent) => event.type === 'ContactReserved' && event.attemptId === attemptId;
    return this.life.journal.find(is) as EventOf<'ContactReserved'>;
  }

  private letter(registerNumber: string): EventOf<'LetterIssued'> {
    const is = (event: AccountEvent) => event.type === 'LetterIssued' && event.registerNumber === registerNumber;
    return this.life.journal.find(is) as EventOf<'LetterIssued'>;
  }
}

const issuedIn = ({ account }: Draft): Letter | undefined => account.letters.find(({ state }) => state === 'issued');

/** A collector's words are checked once more where they take effect, unless a supervisor has approved them. */
function wordsHeldBack({ account }: Draft, { intent }: Go): readonly number[] {
  const messageId = messageOf(intent.name);
  const isApproved = account.messages.some((message) => message.messageId === messageId && message.isApproved);
  if (messageId === undefined || intent.textId === null || isApproved) return [];
  return findingsIn(TEXTS[intent.textId]!, packOf(account.policyHash).freeText.forbidden);
}
