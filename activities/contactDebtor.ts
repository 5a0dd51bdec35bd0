import type { OpenAttempt } from '../domain/account';
import type { AccountId } from '../domain/brand';
import { attemptIdFor, type ContactAction, type Go } from '../domain/contact';
import { callEnded, contactReserved, takeUp, type SendOutcome } from '../domain/contactEvents';
import { totalOf } from '../domain/money';
import { render } from '../domain/render';
import { escalation } from '../domain/stages/help';
import type { Instant } from '../domain/time';
import { add } from '../domain/turn';
import type { Trx } from '../storage/database';
import { keepText, openPerson } from '../storage/debtors';
import type { Wrote } from '../storage/appendTurn';
import { claim, release } from '../storage/effects';
import { callProvider, callsMs } from './callProvider';
import { freeTextOf, type Findings } from './freeText';
import { lookOnce, openUnderLock, type OpenedNow } from './lookUnderLock';
import { withBefore, type TurnResult } from './turnResult';
import { closeTurn, openTurn, write, type Opened } from './writeTurn';
import type { World } from './world';

type Action = Extract<ContactAction, { type: 'contactDebtor' }>;
/** How a call begins: for the first time, again after the provider surely did not take it, or after a crash. */
export type Beginning = 'first' | 'again' | 'unsure';
type Reserved = Readonly<{ attempt: OpenAttempt; beginning: Beginning; wrote: Wrote }>;

/**
 * Contacts the debtor once. The last check, the reservation and the claim are one transaction under the lock on the
 * debtor; then comes the call; then its outcome and the next step are written, so that no further turn is needed.
 */
export const contactDebtor =
  (world: World) =>
  async (accountId: AccountId, action: Action): Promise<TurnResult> => {
    const prepared = await world.db.transaction().execute((trx) => prepare(world, trx, accountId, action));
    if ('result' in prepared) return prepared.result;
    const ending = await callProvider(world, accountId, prepared.attempt, prepared.beginning);
    const { attempt } = prepared;
    const result = await world.db.transaction().execute((trx) => conclude(world, trx, accountId, attempt, ending));
    return withBefore(prepared.wrote, result);
  };

async function prepare(
  world: World,
  trx: Trx,
  id: AccountId,
  action: Action,
): Promise<Reserved | { result: TurnResult }> {
  const opened = await openUnderLock(world, trx, id);
  if (opened.draft.account.openAttempt) return resume(world, trx, opened, opened.now);
  const look = await lookOnce(world, trx, opened, action);
  return 'result' in look ? look : reserve(world, trx, opened, look, action);
}

/** A contact of this account has not ended: it is brought to its end before anything new is begun. */
async function resume(
  world: World,
  trx: Trx,
  opened: Opened,
  now: Instant,
): Promise<Reserved | { result: TurnResult }> {
  const { turn, goesOn } = takeUp(opened.draft, world.policies, now);
  const result = await write(world, trx, opened, turn, now);
  if (goesOn === null) return { result };
  const { wrote } = result;
  const taken = { attempt: turn.account.openAttempt!, wrote };
  // An outcome releases the claim. One that is left, by a build that did not write its tries down, tells of a lost call.
  const isOurs = goesOn === 'again' && (await claim(trx, taken.attempt.attemptId, callsMs(world, 'again')));
  return { ...taken, beginning: isOurs ? 'again' : 'unsure' };
}

async function reserve(
  world: World,
  trx: Trx,
  opened: OpenedNow,
  look: Go,
  action: Action,
): Promise<Reserved | { result: TurnResult }> {
  const { now } = opened;
  const { account, recorded } = opened.draft;
  const freeText = await freeTextOf(world, trx, account, look);
  if ('findings' in freeText) return { result: await hold(world, trx, opened, freeText) };

  const policy = world.policies(account.policyHash);
  const version = opened.loaded.version + recorded.length;
  const attemptId = attemptIdFor(account, version + 1);
  const { name } = (await openPerson(trx, world.master, account.debtorId, look.contactPoint.id)).identity;
  const balanceMinor = totalOf(account.balance);
  const wording = { template: look.script, name, balanceMinor, freeText: freeText.text, now };
  const content = JSON.stringify(render(policy, account, wording));
  const textSha256 = await keepText(trx, world.master, { id: attemptId, debtorId: account.debtorId, content });
  await claim(trx, attemptId, callsMs(world, 'first'));

  const reserved = contactReserved({ account, policy, version, now }, look, action, textSha256);
  const draft = add(opened.draft, reserved, 'clock');
  const { wrote } = await write(world, trx, opened, { ...draft, next: { do: 'perform', action } }, now);
  return { attempt: draft.account.openAttempt!, beginning: 'first', wrote };
}

/** The words that a collector added do not pass under the pack of this moment: they wait for a supervisor [CONDUCT]. */
function hold(world: World, trx: Trx, opened: OpenedNow, { messageId, findings }: Findings): Promise<TurnResult> {
  const { now } = opened;
  const held = add(opened.draft, { type: 'MessageHeld', at: now, messageId, findings }, 'clock');
  const called = add(held, escalation('messageIsHeld', messageId, 'CONDUCT', now), 'clock');
  return closeTurn(world, trx, opened, called, now);
}

/** Writes the outcome, unless somebody was faster: a delivery report, or another worker that took over. */
async function conclude(
  world: World,
  trx: Trx,
  id: AccountId,
  attempt: OpenAttempt,
  ending: SendOutcome,
): Promise<TurnResult> {
  const opened = await openTurn(world, trx, id, world.clock.now());
  const { draft, now } = opened;
  const { attemptId } = attempt;
  const event = callEnded(ending, draft.account, attempt, now);
  if (!event && draft.account.openAttempt?.attemptId === attemptId) return closeTurn(world, trx, opened, draft, now);
  await release(trx, attemptId);
  return closeTurn(world, trx, opened, event ? add(draft, event, `attempt:${attemptId}`) : draft, now);
}
