import type { Action } from '../../domain/step';
import type { StoredWorld } from './storedWorld';

/** Begins an account that is due to be contacted, and turns the clock to that moment; gives what is to be done. */
export async function dueContact(stored: StoredWorld, id: string): Promise<Extract<Action, { type: 'contactDebtor' }>> {
  const { next } = await stored.begin(id, { dueOn: '2026-02-20' });
  const action = next.do === 'wait' ? next.toDo : next.do === 'perform' ? next.action : null;
  if (action?.type !== 'contactDebtor') throw new Error('No contact is due');
  if (next.do === 'wait') stored.clock.nowMs = next.wakeAt!;
  return action;
}
