import { timesAway, type Account } from '../account';
import type { EventOf, Purpose } from '../events';
import { messageOf, requestOf } from '../rungs';
import type { Instant } from '../time';

type Of = EventOf<
  | 'ContactReserved'
  | 'ContactUnavailable'
  | 'ContactTriedAgain'
  | 'ContactSent'
  | 'ContactFailed'
  | 'ContactOutcomeUnknown'
  | 'ContactWithdrawn'
  | 'ContactMissed'
  | 'ContactDeferred'
  | 'ContactSuppressed'
  | 'CallResultRecorded'
>;

export function contact(account: Account, event: Of): Account {
  switch (event.type) {
    case 'ContactReserved':
      return reserved(account, event);
    case 'ContactUnavailable':
      return unavailable(account, event);
    case 'ContactTriedAgain':
      return triedAgain(account);
    case 'ContactSent':
      return sent(account, event);
    case 'ContactFailed':
      return climbed(account);
    case 'ContactOutcomeUnknown':
      return {
        ...climbed(rang(asked(account, event.at))),
        unknownAttempts: [...account.unknownAttempts, event.attemptId],
      };
    case 'ContactWithdrawn':
      return { ...account, openAttempt: null };
    case 'ContactMissed':
      return missed(account, event);
    case 'ContactDeferred':
      return { ...account, deferredUntil: event.until };
    case 'ContactSuppressed':
      return climbed(account, event.rung, event.purpose);
    case 'CallResultRecorded':
      return called(account, event);
  }
}

/** Results come within days; so many calls are not made until then. */
const RECENT_CALLS = 20;

function reserved(account: Account, event: EventOf<'ContactReserved'>): Account {
  const { attemptId, rung, purpose, channel, contactPointId, balanceMinor, notAfter } = event;
  const openAttempt = { attemptId, rung, purpose, channel, contactPointId, balanceMinor, notAfter, unavailable: null };
  const opened = { ...account, openAttempt, deferredUntil: null };
  if (channel !== 'call') return opened;
  const recentCalls = [...account.recentCalls, { attemptId, contactPointId }].slice(-RECENT_CALLS);
  return { ...opened, recentCalls };
}

/** Requests for a statement keep their distance from each other [FRAUD]. */
export const asked = (account: Account, askedAt: Instant, purpose = account.openAttempt?.purpose): Account =>
  purpose === 'fraudStatement' ? { ...account, fraud: account.fraud && { ...account.fraud, askedAt } } : account;

/** A number counts as tried only once the call was made or may have been. When all have been, the round begins anew. */
function rang(account: Account): Account {
  if (account.openAttempt?.channel !== 'call') return account;
  const { contactPointId } = account.openAttempt;
  const triedBefore = account.calledInVain.includes(contactPointId) ? [] : account.calledInVain;
  return { ...account, calledInVain: [...triedBefore, contactPointId] };
}

/** The rung is behind us, however it ended: the next one may come. */
export function climbed(
  account: Account,
  rung = account.openAttempt?.rung,
  purpose: Purpose = account.openAttempt?.purpose ?? 'collection',
): Account {
  const after = { ...account, openAttempt: null, deferredUntil: null };
  if (rung === undefined) return after;
  if (purpose === 'fraudStatement') {
    return { ...after, fraud: account.fraud && { ...account.fraud, rungsDone: [...account.fraud.rungsDone, rung] } };
  }
  const messageId = messageOf(rung);
  if (messageId !== undefined)
    return { ...after, messages: account.messages.filter((one) => one.messageId !== messageId) };
  const requested = requestOf(rung);
  if (requested !== undefined) {
    return { ...after, letterRequests: account.letterRequests.filter(({ requestId }) => requestId !== requested) };
  }
  return { ...after, rungsDone: [...account.rungsDone, rung], pressureRaisedAt: null };
}

/** Windows that one claim missed say nothing about the next one. */
function missed(account: Account, { rung, purpose }: EventOf<'ContactMissed'>): Account {
  const after = { ...account, openAttempt: null };
  if (purpose !== 'fraudStatement') return { ...after, rungsMissed: [...account.rungsMissed, rung] };
  return { ...after, fraud: account.fraud && { ...account.fraud, rungsMissed: [...account.fraud.rungsMissed, rung] } };
}

/** A report may name a contact whose outcome was unknown until then: its rung is long behind us. */
function sent(account: Account, event: EventOf<'ContactSent'>): Account {
  const unknownAttempts = account.unknownAttempts.filter((attemptId) => attemptId !== event.attemptId);
  const current =
    account.openAttempt?.attemptId === event.attemptId ? climbed(rang(asked(account, event.at))) : account;
  return { ...current, unknownAttempts, contactsSent: account.contactsSent + 1 };
}

function unavailable(account: Account, event: EventOf<'ContactUnavailable'>): Account {
  if (account.openAttempt === null) return account;
  const times = timesAway(account.openAttempt) + 1;
  return { ...account, openAttempt: { ...account.openAttempt, unavailable: { times, retryAt: event.retryAt } } };
}

/** From here on the provider may have it: how often it was away is still known, a moment to wait for is not. */
function triedAgain(account: Account): Account {
  const { openAttempt } = account;
  if (!openAttempt?.unavailable) return account;
  return { ...account, openAttempt: { ...openAttempt, unavailable: { ...openAttempt.unavailable, retryAt: null } } };
}

/** Where the debtor in person answered, there they are called from now on [FIRST-CALL]. */
function called(account: Account, event: EventOf<'CallResultRecorded'>): Account {
  const unknownAttempts = account.unknownAttempts.filter((attemptId) => attemptId !== event.attemptId);
  if (event.result !== 'rightParty') return { ...account, unknownAttempts };
  const spoken = { ...account, unknownAttempts, spokenAt: event.at };
  const call = account.recentCalls.find(({ attemptId }) => attemptId === event.attemptId);
  return call ? { ...spoken, reachedAt: call.contactPointId, calledInVain: [] } : spoken;
}
