import {
  allHandlersFinished,
  condition,
  log,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { NextForWorkflow, TurnResult } from '../activities/turnResult';
import type { AccountId } from '../domain/brand';
import type { Action } from '../domain/step';
import { openAlarm } from './alarm';
import { openMailbox } from './mailbox';
import { continueOnCurrentBuild, isOfThisBuild, openMove } from './moving';
import { showView } from './showView';

/** A turn is two short statements; when the database is away it is tried again for as long as that takes. */
const { takeTurn } = proxyLocalActivities<Activities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', maximumInterval: '30s' },
});

/** Short runs replay fast: a sleeping account that is woken costs what its history is long. */
const RUN_EVENTS_MAX = 200;
/** An effect that failed after its retries is tried again by the account itself after this while, or when there is news. */
const RETRY_EFFECT_MS = 60_000;

/** One account, for its whole life: listen, ask the rules, do as they say, wait. `known` is what the run before was told, and by which build. */
export async function collectAccount(
  accountId: AccountId,
  known: NextForWorkflow | null = null,
  knownBy: string | null = null,
): Promise<void> {
  const mailbox = openMailbox();
  const move = openMove();
  const alarm = openAlarm();
  const show = showView();

  async function hear(speak: () => Promise<TurnResult>): Promise<NextForWorkflow> {
    const heard = mailbox.read();
    const { answers, view, next } = await speak();
    heard(answers);
    show(view);
    return next;
  }
  async function turn(): Promise<NextForWorkflow> {
    const next = await hear(() => takeTurn(accountId, Date.now()));
    mailbox.turnHasEnded();
    return next;
  }
  const effect = (action: Action, says: string): Promise<NextForWorkflow> =>
    hear(() => perform(accountId, action, says)).catch((error: unknown) => tryAgainLater(action, error));

  let next = known !== null && isOfThisBuild(knownBy) ? known : await turn();
  while (next.do !== 'rest') {
    setCurrentDetails(next.says);
    if (next.do === 'perform') {
      next = await effect(next.action, next.says);
      continue;
    }
    // A fresh history, the same account: all of its state is in the journal.
    const isLong = workflowInfo().historyLength > RUN_EVENTS_MAX && allHandlersFinished();
    if ((isLong || move.isDue()) && !mailbox.hasNews()) await continueOnCurrentBuild(accountId, next);
    await alarm.waitUntil(next.wakeAt, next.says, () => mailbox.hasNews() || move.isDue());
    if (move.isDue() && !mailbox.hasNews()) continue;
    const isDue = next.toDo !== null && !mailbox.hasNews();
    next = isDue ? await effect(next.toDo!, next.says) : await turn();
  }

  setCurrentDetails(next.says);
  while (mailbox.hasNews()) await turn();
  await condition(allHandlersFinished);
}

function tryAgainLater(action: Action, error: unknown): NextForWorkflow {
  log.warn('An effect failed and will be tried again', { action: action.type, error: String(error) });
  return { do: 'wait', wakeAt: Date.now() + RETRY_EFFECT_MS, toDo: action, says: `will try again: ${action.type}` };
}

/** Each effect is an activity named for what it does; five tries cover a worker's crash, the account itself an outage. */
function perform(accountId: AccountId, action: Action, summary: string): Promise<TurnResult> {
  const { contactDebtor, issueLetter, referToLegal } = proxyActivities<Activities>({
    summary,
    startToCloseTimeout: '180s',
    heartbeatTimeout: '10s',
    retry: { initialInterval: '1s', maximumInterval: '10s', maximumAttempts: 5 },
  });
  switch (action.type) {
    case 'contactDebtor':
      return contactDebtor(accountId, action);
    case 'issueLetter':
      return issueLetter(accountId, action);
    case 'referToLegal':
      return referToLegal(accountId, action);
  }
}
