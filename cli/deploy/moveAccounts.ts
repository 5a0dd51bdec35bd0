import { setTimeout as sleep } from 'node:timers/promises';
import { startAnew } from '../../client/startAnew';
import type { AccountId } from '../../domain/brand';
import { accountIdOf } from '../../workflows/ids';
import { moveOn } from '../../workflows/messages';
import { countHeldBy, heldBy } from './heldBy';
import type { DeployPlace } from './place';

/** An account in the middle of an effect moves when that is over: it is looked for so often. */
const PASSES_MAX = 5;
const SETTLES_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 250;

export type MoveOptions = Readonly<{
  /** `ask`: its workers let go of each account. `take`: nobody works for it, so each account gets a new run. */
  how: 'ask' | 'take';
  perSecond: number;
  onMoved?: (told: number) => void;
  isStopped?: () => boolean;
}>;
export type Moved = Readonly<{ told: number; left: number }>;
type Place = Pick<DeployPlace, 'client' | 'deployment'>;

/** Moves the open accounts of a build (null: of none) to the one that is current, so many a second. */
export async function moveAccounts(place: Place, build: string | null, options: MoveOptions): Promise<Moved> {
  let told = 0;
  let left = await countHeldBy(place, build);
  for (let pass = 0; pass < PASSES_MAX && left > 0 && !options.isStopped?.(); pass++) {
    const pace = paced(options.perSecond);
    for await (const workflowId of heldBy(place, build)) {
      if (options.isStopped?.()) break;
      await pace();
      if (await move(place, workflowId, options.how)) told += 1;
      options.onMoved?.(told);
    }
    left = await settled(place, build);
  }
  return { told, left };
}

/** Lets one through at each beat, and none sooner when the one before took long. */
function paced(perSecond: number): () => Promise<void> {
  const beatMs = 1000 / perSecond;
  let freeAt = performance.now();
  return async () => {
    const now = performance.now();
    if (freeAt > now) await sleep(freeAt - now);
    freeAt = Math.max(freeAt, now) + beatMs;
  };
}

const NOT_FOUND = 5;

/** False for an account that closed in between. */
async function move({ client, deployment }: Place, workflowId: string, how: MoveOptions['how']): Promise<boolean> {
  if (how === 'take') {
    await startAnew(client, deployment.name, accountIdOf(workflowId) as AccountId);
    return true;
  }
  try {
    await client.workflow.getHandle(workflowId).signal(moveOn);
    return true;
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: number } };
    if (name === 'WorkflowNotFoundError' || cause?.code === NOT_FOUND) return false;
    throw error;
  }
}

/** Temporal's lists follow a moment later. */
async function settled(place: Place, build: string | null): Promise<number> {
  const giveUpAt = performance.now() + SETTLES_WITHIN_MS;
  for (;;) {
    const left = await countHeldBy(place, build);
    if (left === 0 || performance.now() > giveUpAt) return left;
    await sleep(LOOK_EVERY_MS);
  }
}
