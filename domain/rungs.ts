import type { Account } from './account';
import type { Purpose } from './events';
import type { Policy, Rung } from './policy';

/** A contact that is to be made, what for, and what is particular about it. */
export type Intent = Readonly<{
  /** As actions name it; a letter for a visit is not the rung that it takes its words from. */
  name: string;
  rung: Rung;
  purpose: Purpose;
  /** A text of a collector that is set into the template. */
  textId: string | null;
  /** The request for a letter that is handed over at a visit. */
  byHand: string | null;
}>;

const MESSAGE = 'message-';
const BY_HAND = 'by-hand-';
export const NOTICE_RUNG = 'notice-of-debt';

export const messageRung = (messageId: string): string => `${MESSAGE}${messageId}`;
export const byHandRung = (requestId: string): string => `${BY_HAND}${requestId}`;

/** Which letter for a visit a name stands for, if it does. */
export const requestOf = (name: string): string | undefined =>
  name.startsWith(BY_HAND) ? name.slice(BY_HAND.length) : undefined;

/** Which message of a collector a rung stands for, if it does. */
export const messageOf = (rung: string): string | undefined =>
  rung.startsWith(MESSAGE) ? rung.slice(MESSAGE.length) : undefined;

/** A contact by the name that actions and journals use: a rung of a ladder, a collector's message, a letter for a visit. */
export function intentNamed(account: Account, policy: Policy, name: string): Intent | undefined {
  return messageNamed(account, policy, name) ?? letterByHand(account, policy, name) ?? rungNamed(account, policy, name);
}

function messageNamed(account: Account, policy: Policy, name: string): Intent | undefined {
  const message = account.messages.find(({ messageId, isHeld }) => messageRung(messageId) === name && !isHeld);
  if (!message) return undefined;
  const { channel, textId } = message;
  const rung = { name, afterDays: 0, channel, template: policy.freeText.template };
  return { name, rung, purpose: 'collection', textId, byHand: null };
}

function letterByHand(account: Account, policy: Policy, name: string): Intent | undefined {
  const request = account.letterRequests.find(({ requestId }) => byHandRung(requestId) === name);
  const rung = request && letterRungs(policy).find((candidate) => candidate.name === request.rung);
  return rung && { name, rung, purpose: 'collection', textId: null, byHand: request.requestId };
}

function rungNamed(account: Account, policy: Policy, name: string): Intent | undefined {
  const intent = (rung: Rung, purpose: Purpose): Intent => ({ name, rung, purpose, textId: null, byHand: null });
  if (name === NOTICE_RUNG) return policy.notice ? intent(noticeRung(policy.notice.template), 'notice') : undefined;
  const statement = policy.fraud.ladder.find((rung) => rung.name === name);
  if (statement) return intent(statement, 'fraudStatement');
  if (account.stage === 'legalRecourse') return undefined;
  const rung = policy.stages[account.stage].ladder.find((candidate) => candidate.name === name);
  return rung && intent(rung, 'collection');
}

const noticeRung = (template: string): Rung => ({ name: NOTICE_RUNG, afterDays: 0, channel: 'letter', template });

/** Every formal letter that a pack knows. */
export const letterRungs = (policy: Policy): readonly Rung[] =>
  Object.values(policy.stages)
    .flatMap((stage) => stage.ladder)
    .filter((rung) => rung.channel === 'letter');

/** Whether the contact of this name is behind us; what people ask for themselves ends when it is no longer asked for. */
export function isDone(account: Account, { rung, purpose, byHand }: Intent): boolean {
  if (purpose === 'fraudStatement') return account.fraud?.rungsDone.includes(rung.name) ?? true;
  return byHand === null && account.rungsDone.includes(rung.name);
}
