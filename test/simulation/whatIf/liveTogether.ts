import type { TurnResult } from '../../../activities/turnResult';
import type { AccountId } from '../../../domain/brand';
import type { Action } from '../../../domain/step';
import type { StoredWorld } from '../../storage/storedWorld';

const TURNS_MAX = 500;

/** Lives accounts side by side as their workflows do: whoever is due first acts, and what was known to be due is done at once. */
export async function liveTogether(stored: StoredWorld, ids: readonly string[], until: string): Promise<void> {
  const untilMs = Date.parse(until);
  const next = new Map<string, TurnResult['next']>();
  for (const id of ids) next.set(id, (await stored.takeTurn(id)).next);
  for (let turns = 0; turns < TURNS_MAX; turns++) {
    const [id, due] = first(next) ?? [];
    if (id === undefined || due === undefined) return;
    const wakeAt = due.do === 'wait' ? due.wakeAt! : stored.clock.nowMs;
    if (wakeAt > untilMs) break;
    stored.clock.nowMs = Math.max(wakeAt, stored.clock.nowMs);
    const action = due.do === 'perform' ? due.action : due.do === 'wait' ? due.toDo : null;
    next.set(id, (await (action ? perform(stored, id as AccountId, action) : stored.takeTurn(id))).next);
  }
  stored.clock.nowMs = untilMs;
}

type Entry = readonly [id: string, next: TurnResult['next']];

/** What is to be performed comes before every alarm. */
const first = (next: ReadonlyMap<string, TurnResult['next']>): Entry | undefined =>
  [...next]
    .filter(([, one]) => one.do === 'perform' || (one.do === 'wait' && one.wakeAt !== null))
    .sort(([, a], [, b]) => wakeOf(a) - wakeOf(b))[0];

const wakeOf = (next: TurnResult['next']): number => (next.do === 'wait' ? next.wakeAt! : 0);

function perform({ activities }: StoredWorld, id: AccountId, action: Action): Promise<TurnResult> {
  if (action.type === 'contactDebtor') return activities.contactDebtor(id, action);
  return action.type === 'issueLetter' ? activities.issueLetter(id, action) : activities.referToLegal(id, action);
}
