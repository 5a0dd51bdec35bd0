import type { Account } from './account';
import { openAccount } from './openAccount';
import type { PolicyHash } from './brand';
import { decide, type Refusal } from './decide';
import type { AccountEvent } from './events';
import { evolve } from './evolve';
import { hear, open } from './hear';
import type { Message } from './message';
import { nextStep } from './nextStep';
import type { Policy } from './policy';
import type { Action } from './step';
import type { Instant } from './time';

/** An event and what brought it about: `inbox:<id>`, `attempt:<id>` or `clock`. */
export type Recorded = Readonly<{ event: AccountEvent; cause: string }>;
export type Answer = Readonly<{ to: string; refused: Refusal | null }>;
export type Next =
  | Readonly<{ do: 'perform'; action: Action }>
  | Readonly<{ do: 'wait'; until: Instant | null; toDo: Action | null; for: string }>
  | Readonly<{ do: 'rest' }>;

/** An account in the middle of a turn: what it is by now, and what is to be written down. */
export type Draft = Readonly<{ account: Account; recorded: readonly Recorded[] }>;
export type Turn = Draft & Readonly<{ next: Next }>;
export type Policies = (hash: PolicyHash) => Policy;

const STEPS_MAX = 32;

export const add = (draft: Draft, event: AccountEvent, cause: string): Draft => ({
  account: evolve(draft.account, event),
  recorded: [...draft.recorded, { event, cause }],
});

/** Hear everything that waits: facts are taken in, commands are judged. An account is born by its first message. */
export function listen(
  account: Account | null,
  messages: readonly Message[],
  policies: Policies,
  now: Instant,
): Readonly<{ draft: Draft; answers: readonly Answer[] }> {
  const born = account ? { draft: { account, recorded: [] }, rest: messages } : beBorn(messages, policies, now);
  let draft: Draft = born.draft;
  const answers: Answer[] = [];
  for (const message of born.rest) {
    const answer = (refused: Refusal | null): number => answers.push({ to: message.id, refused });
    const policy = policies(draft.account.policyHash);
    const judged = judge(draft.account, policy, message, now);
    if ('refused' in judged) {
      answer(judged.refused);
      continue;
    }
    for (const event of judged.events) draft = add(draft, event, `inbox:${message.id}`);
    if ('command' in message) answer(null);
  }
  return { draft, answers };
}

function judge(account: Account, policy: Policy, message: Message, now: Instant) {
  if ('fact' in message) return { events: hear(account, policy, message.fact, now, message.receivedAt) };
  if (now > message.expiresAt) return { refused: 'commandCameTooLate' as const };
  return decide(account, policy, message.command, now);
}

function beBorn(messages: readonly Message[], policies: Policies, now: Instant) {
  const first = messages.find((message) => 'fact' in message && message.fact.type === 'AccountHandedOver');
  if (!first || !('fact' in first) || first.fact.type !== 'AccountHandedOver') {
    throw new Error('An account begins with being handed over');
  }
  const event = open(first.fact, policies(first.fact.policyHash), now);
  const draft: Draft = { account: openAccount(event), recorded: [{ event, cause: `inbox:${first.id}` }] };
  return { draft, rest: messages.filter((message) => message !== first) };
}

/** Go on until there is something to do or to wait for; writing down is done on the way. */
export function carryOn(draft: Draft, policies: Policies, now: Instant): Turn {
  for (let steps = 0; steps < STEPS_MAX; steps++) {
    if (draft.account.closed) return turnOf(draft, { do: 'rest' });
    const step = nextStep(draft.account, policies(draft.account.policyHash), now);
    if (step.do !== 'record') return turnOf(draft, step);
    draft = add(draft, step.event, 'clock');
  }
  throw new Error(`Account ${draft.account.id} made no progress in ${STEPS_MAX} steps`);
}

const turnOf = ({ account, recorded }: Draft, next: Next): Turn => ({ account, recorded, next });

/** An account as its journal tells it. */
export function replay(events: readonly AccountEvent[]): Account {
  const [first, ...rest] = events;
  if (first?.type !== 'AccountOpened') throw new Error('A journal begins with AccountOpened');
  return rest.reduce(evolve, openAccount(first));
}
