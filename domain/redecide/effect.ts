import type { Account } from '../account';
import { lastLook, retryAt, type ContactAction } from '../contact';
import { contactReserved, letterIssued, takeUp } from '../contactEvents';
import type { AccountEvent, EventOf } from '../events';
import { nextStep } from '../nextStep';
import { spoiledBy } from '../outdated';
import type { Policy } from '../policy';
import { messageRung } from '../rungs';
import type { Circumstances } from '../rules/circumstances';
import { escalation } from '../stages/help';
import type { Action } from '../step';
import { instant, type Instant } from '../time';
import { add, carryOn, type Draft, type Next, type Policies, type Recorded } from '../turn';

export type Asked = Readonly<{
  /** Before anything was heard. */
  before: Account | null;
  draft: Draft;
  /** What was written down after the messages had been heard. */
  rest: readonly Recorded[];
  policies: Policies;
  seen: Circumstances;
  now: Instant;
  version: number;
}>;
/** What an effect adds to a turn; `next` is given where the turn ends with it. */
export type Effect = Readonly<{ draft: Draft; next?: Next }>;

type About = Asked & Readonly<{ account: Account; policy: Policy }>;

/**
 * What an effect wrote down in the midst of a turn, decided once more: the last look before a contact or letter, the end of a
 * call. Undefined where no effect was at work, or where it would not have come to that: then the turn goes on without it, and
 * the difference shows.
 */
export function effectIn(asked: Asked): Effect | undefined {
  const [first] = asked.rest;
  if (!first) return undefined;
  const { account } = asked.draft;
  const about: About = { ...asked, account, policy: asked.policies(account.policyHash) };
  if (first.cause.startsWith('attempt:') || first.cause.startsWith('referral:')) return told(about, first);
  if (first.cause !== 'clock') return undefined;
  return looked(about, first.event);
}

function looked(about: About, event: AccountEvent): Effect | undefined {
  if (event.type === 'ContactReserved') return reserved(about, event);
  if (event.type === 'ContactTriedAgain') return triedAgain(about);
  if (event.type === 'LetterIssued') return issued(about, event);
  if (event.type === 'ContactDeferred' || event.type === 'ContactSuppressed') return refused(about, actionNow(about));
  if (event.type === 'ContactMissed' && event.attemptId === null) return refused(about, plannedAs(about, event));
  if (event.type === 'MessageHeld') return held(about, event);
  return event.type === 'LetterSpoiled' ? spoiled(about, event) : undefined;
}

/** Which contact is due in this moment; an effect that is asked for another one writes nothing down. */
function actionNow({ account, policy, now }: About): ContactAction | undefined {
  const step = nextStep(account, policy, now);
  return step.do === 'perform' && step.action.type !== 'referToLegal' ? step.action : undefined;
}

/** What an effect that came too late had been asked for: it was planned after the last event, or due in the end of its window. */
function plannedAs({ before, account, policies }: About, missed: EventOf<'ContactMissed'>): ContactAction | undefined {
  for (const one of before ? [before, account] : [account]) {
    for (const moment of [one.lastEventAt, instant(missed.notAfter - 1)]) {
      const { next } = carryOn({ account: one, recorded: [] }, policies, moment);
      const planned = next.do === 'perform' ? next.action : next.do === 'wait' ? next.toDo : null;
      if (planned && isPlanOf(planned, missed)) return planned;
    }
  }
  return undefined;
}

const isPlanOf = (action: Action, { rung, channel, notAfter }: EventOf<'ContactMissed'>): action is ContactAction =>
  action.type !== 'referToLegal' &&
  action.rung === rung &&
  action.notAfter === notAfter &&
  (action.type === 'issueLetter' ? channel === 'letter' : action.channel === channel);

function look({ account, policy, seen, now }: About, action: ContactAction | undefined) {
  return action && lastLook(account, policy, action, seen, now);
}

function refused(about: About, action: ContactAction | undefined): Effect | undefined {
  const says = look(about, action);
  return says?.do === 'record' ? { draft: add(about.draft, says.event, 'clock') } : undefined;
}

function reserved(about: About, was: EventOf<'ContactReserved'>): Effect | undefined {
  const action = actionNow(about);
  const go = look(about, action);
  if (go?.do !== 'contact' || action?.type !== 'contactDebtor') return undefined;
  const version = about.version + about.draft.recorded.length;
  const event = contactReserved({ ...about, version }, go, action, was.textSha256);
  return { draft: add(about.draft, event, 'clock'), next: { do: 'perform', action } };
}

function issued(about: About, was: EventOf<'LetterIssued'>): Effect | undefined {
  const go = look(about, actionNow(about));
  if (go?.do !== 'contact') return undefined;
  return { draft: add(about.draft, letterIssued(about, go, was.registerNumber, was.textSha256), 'clock') };
}

function triedAgain({ draft, policies, now }: About): Effect | undefined {
  const { turn, goesOn } = takeUp(draft, policies, now);
  return goesOn === 'again' ? { draft: turn, next: turn.next } : undefined;
}

/** A person's words are not in the journal: which of them were forbidden is taken as it was recorded. */
function held(about: About, was: EventOf<'MessageHeld'>): Effect | undefined {
  const go = look(about, actionNow(about));
  if (go?.do !== 'contact' || go.intent.name !== messageRung(was.messageId)) return undefined;
  const held = add(about.draft, was, 'clock');
  return { draft: add(held, escalation('messageIsHeld', was.messageId, 'CONDUCT', about.now), 'clock') };
}

function spoiled(about: About, { registerNumber }: EventOf<'LetterSpoiled'>): Effect | undefined {
  const { account, policy, now } = about;
  const letter = account.letters.find((letter) => letter.state === 'issued');
  const rule = letter?.registerNumber === registerNumber ? spoiledBy(account, policy, letter) : undefined;
  return rule && { draft: add(about.draft, { type: 'LetterSpoiled', at: now, registerNumber, rule }, 'clock') };
}

/** What the world answered, if it was an answer to something that this account had open. */
function told({ draft, account, now }: About, { event, cause }: Recorded): Effect | undefined {
  return event.at === now && cause === causeOf(event) && isAnswer(account, event)
    ? { draft: add(draft, event, cause) }
    : undefined;
}

function causeOf(event: AccountEvent): string | undefined {
  if ('attemptId' in event) return `attempt:${event.attemptId}`;
  if ('registerNumber' in event) return `attempt:${event.registerNumber}`;
  return 'referralId' in event ? `referral:${event.referralId}` : undefined;
}

/** A provider may ask for a later try than ours, as late as we would listen to it. */
const isWithinReach = (account: Account, { at, retryAt: moment }: EventOf<'ContactUnavailable'>): boolean =>
  retryAt(account, at) <= moment && moment <= retryAt(account, at, Infinity);

function isAnswer(account: Account, event: AccountEvent): boolean {
  const open = account.openAttempt?.attemptId;
  if (event.type === 'ContactUnavailable') return open === event.attemptId && isWithinReach(account, event);
  if (event.type === 'ContactSent' || event.type === 'ContactFailed' || event.type === 'ContactOutcomeUnknown')
    return open === event.attemptId;
  if (event.type === 'LetterPrinted')
    return account.letters.some((one) => one.state === 'issued' && one.registerNumber === event.registerNumber);
  if (event.type !== 'ReferredToLegal') return false;
  return account.referral?.state === 'approved' && account.referral.referralId === event.referralId;
}
