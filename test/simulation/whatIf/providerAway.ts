import { createActivities } from '../../../activities';
import type { Messenger } from '../../../activities/ports';
import type { AccountId } from '../../../domain/brand';
import type { Instant } from '../../../domain/time';
import { dueContact } from '../../storage/dueContact';
import type { StoredWorld } from '../../storage/storedWorld';

const away: Messenger = {
  send: () => Promise.resolve({ outcome: 'unavailable', code: 'away' }),
  lookUp: () => Promise.resolve({ found: 'nothing' }),
  resendsSafely: true,
};

/** Begins an account whose first message finds its provider away; gives the end of the message's window. */
export async function beginWithProviderAway(stored: StoredWorld, id: string): Promise<Instant> {
  const action = await dueContact(stored, id);
  const messengers = { sms: away, email: away, call: away };
  const { contactDebtor } = createActivities({ ...stored.world, ports: { ...stored.world.ports, messengers } });
  await contactDebtor(id as AccountId, action);
  return action.notAfter;
}
