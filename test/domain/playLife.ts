import type { Account } from '../../domain/account';
import { attemptIdFor, lastLook, retryAt, type ContactAction, type LastLook } from '../../domain/contact';
import type { AccountEvent, EventOf } from '../../domain/events';
import type { Command, Fact, Message } from '../../domain/message';
import { totalOf } from '../../domain/money';
import { withdrawnBy } from '../../domain/nextStep';
import type { Channel } from '../../domain/policy';
import type { CountedContact } from '../../domain/rules/gate';
import type { Action } from '../../domain/step';
import { later, MINUTE_MS, plus, type Instant } from '../../domain/time';
import { add, carryOn, listen, replay, type Draft, type Next } from '../../domain/turn';
import { isSound, mayBeApproached, mayBeContacted, mayBeReferred } from './laws';
import { policyOf } from './policies';

/** How the world answers an effect; `crash` loses the worker before the outcome is written. */
export type Outcome = 'accepted' | 'rejected' | 'unavailable' | 'unknown' | 'crash';
/** Time passes, with somebody awake or not; the debtor is contacted about another account; somebody speaks. */
export type Move =
  | Readonly<{ do: 'pass'; ms: number; awake: boolean }>
  | Readonly<{ do: 'elsewhere'; channel: Channel }>
  | Readonly<{ do: 'say'; says: readonly Say[] }>;
export type Say = (account: Account, now: Instant) => { fact: Fact } | { command: Command };
export type Life = Readonly<{ events: readonly AccountEvent[]; account: Account; next: Next; calls: number }>;

const TURNS_MAX = 2000;
const SHA256 = '0'.repeat(64);

/** Plays the workflow without a server, as `workflows/` and `activities/` do: listen, carry on, perform, wait. */
export function playLife(first: EventOf<'AccountOpened'>, answers: readonly Outcome[], moves: readonly Move[]): Life {
  const events: AccountEvent[] = [first];
  const contacts: CountedContact[] = [];
  let account = replay([first]);
  let now = first.at;
  let [turns, posted, effects, calls] = [0, 0, 0, 0];

  const asItIs = (): Draft => ({ account, recorded: [] });
  const having = (event: AccountEvent): Draft => add(asItIs(), event, 'clock');
  const answer = (): Outcome => answers[effects++ % answers.length] ?? 'accepted';
  const keep = (draft: Draft): void => {
    account = draft.account;
    events.push(...draft.recorded.map(({ event }) => event));
  };
  const close = (draft: Draft): Next => {
    if (++turns > TURNS_MAX) throw new Error('The account never comes to rest');
    const turn = carryOn(draft, policyOf, now);
    isSound(turn, now);
    keep(turn);
    return turn.next;
  };
  const tryAgain = (toDo: Action): Next => ({ do: 'wait', until: plus(now, MINUTE_MS), toDo, for: 'another try' });

  function perform(action: Action): Next {
    const waiting = close(asItIs());
    if (action.type === 'referToLegal') return refer(waiting, action);
    const isUnderWay = account.openAttempt || account.letters.some((letter) => letter.state === 'issued');
    if (!isUnderWay) return begin(action, waiting);
    if (account.openAttempt) return waiting.do === 'perform' ? resume() : waiting;
    return printOrSpoil(action);
  }

  function begin(action: ContactAction, waiting: Next): Next {
    const look = lastLook(account, policyOf(account.policyHash), action, { contacts }, now);
    if (look.do === 'nothing') return waiting;
    if (look.do === 'record') return close(having(look.event));
    mayBeContacted(account, look.rung.channel, contacts, now);
    contacts.push({ channel: look.rung.channel, at: now });
    keep(having(decided(look)));
    return action.type === 'issueLetter' ? printOrSpoil(action) : call();
  }

  function decided({ rung, contactPoint, notAfter, proof }: Extract<LastLook, { do: 'contact' }>): AccountEvent {
    const balanceMinor = totalOf(account.balance);
    const common = { at: now, rung: rung.name, contactPointId: contactPoint.id, template: rung.template, proof };
    const named = { ...common, templateVersion: 1, balanceMinor };
    const { channel } = rung;
    if (channel === 'letter') return { ...named, type: 'LetterIssued', registerNumber: `N-${events.length}` };
    const attemptId = attemptIdFor(account, events.length + 1);
    return { ...named, type: 'ContactReserved', attemptId, channel, textSha256: SHA256, notAfter };
  }

  /** After a crash nobody can tell whether the call arrived; after an outage it is made again. */
  function resume(): Next {
    const { attemptId, unavailable } = account.openAttempt!;
    if (unavailable) return call();
    return close(having({ type: 'ContactOutcomeUnknown', at: now, attemptId, code: 'lost' }));
  }

  function call(): Next {
    const { attemptId, balanceMinor } = account.openAttempt!;
    mayBeApproached(account);
    if (balanceMinor !== totalOf(account.balance)) throw new Error('[AMOUNT] a message names another balance');
    calls += 1;
    const outcome = answer();
    const named = { at: now, attemptId, code: 'C' };
    switch (outcome) {
      case 'accepted':
        return close(having({ type: 'ContactSent', at: now, attemptId, providerRef: 'p' }));
      case 'rejected':
        return close(having({ type: 'ContactFailed', ...named }));
      case 'unknown':
        return close(having({ type: 'ContactOutcomeUnknown', ...named }));
      case 'unavailable':
        return close(having({ type: 'ContactUnavailable', ...named, retryAt: retryAt(account, now) }));
      case 'crash':
        return close(asItIs());
    }
  }

  function printOrSpoil(action: Action): Next {
    const { registerNumber } = account.letters.find((letter) => letter.state === 'issued')!;
    const rule = withdrawnBy(account);
    if (rule) return close(having({ type: 'LetterSpoiled', at: now, registerNumber, rule }));
    if (answer() === 'crash') return tryAgain(action);
    mayBeApproached(account);
    return close(having({ type: 'LetterPrinted', at: now, registerNumber, providerRef: 'p', sha256: SHA256 }));
  }

  function refer(waiting: Next, action: Extract<Action, { type: 'referToLegal' }>): Next {
    if (waiting.do !== 'perform' || waiting.action.type !== 'referToLegal') return waiting;
    if (answer() === 'crash') return tryAgain(action);
    const { referralId } = action;
    mayBeReferred(account, referralId);
    const acknowledged = { at: now, referralId, acknowledgement: 'ok', manifestSha256: SHA256 };
    return close(having({ type: 'ReferredToLegal', ...acknowledged }));
  }

  function hear(says: readonly Say[]): Next {
    const messages = says.map((say): Message => {
      const head = { id: String(++posted), receivedAt: now };
      const said = say(account, now);
      return 'fact' in said ? { ...head, ...said } : { ...head, ...said, expiresAt: now };
    });
    return close(listen(account, messages, policyOf, now).draft);
  }

  /** As the workflow does: what was known to be due is performed at once, everything else is decided anew. */
  const ring = (next: Next): Next => (next.do === 'wait' && next.toDo ? perform(next.toDo) : close(asItIs()));
  const settle = (next: Next): Next => {
    let settled = next;
    while (settled.do === 'perform') settled = perform(settled.action);
    return settled;
  };
  /** Awake, every alarm rings in its moment; asleep, it rings at the end. */
  function pass(next: Next, until: Instant, awake: boolean): Next {
    let waiting = next;
    while (waiting.do === 'wait' && waiting.until !== null && waiting.until <= until) {
      now = awake ? later(now, waiting.until) : until;
      waiting = settle(ring(waiting));
    }
    now = until;
    return waiting;
  }

  let next = settle(close(asItIs()));
  for (const move of moves) {
    if (move.do === 'pass') next = pass(next, plus(now, move.ms), move.awake);
    else if (move.do === 'say') next = settle(hear(move.says));
    else contacts.push({ channel: move.channel, at: now });
  }
  return { events, account, next, calls };
}
