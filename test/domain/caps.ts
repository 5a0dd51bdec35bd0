import moment from 'moment-timezone';
import type { CountedContact } from '../../domain/rules/circumstances';
import type { Channel } from '../../domain/policy';
import { DAY_MS } from '../../domain/time';
import { packOf } from './lifePacks';
import { birthOf, packHashOf, type Journal } from './told';

type Asked = Readonly<{ at: number; contactPointId: string }>;

/** FREQUENCY by hand: with this contact, is the debtor still left in peace? `seen` are all contacts that were before it. */
export function isWithinCaps(
  journal: Journal,
  asked: Asked,
  channel: Channel,
  seen: readonly CountedContact[],
): boolean {
  const { caps } = packOf(packHashOf(journal));
  const { timeZone, accountId } = birthOf(journal);
  const local = (at: number) => moment.tz(at, timeZone).startOf('day');
  const daysAgo = ({ at }: CountedContact): number => Math.round(local(asked.at).diff(local(at), 'days', true));
  const begun = seen.filter(({ isInbound }) => !isInbound);
  const today = begun.filter((contact) => daysAgo(contact) === 0);
  const inWeek = begun.filter(({ at }) => asked.at - at < 7 * DAY_MS);
  const on = (contacts: readonly CountedContact[]) => contacts.filter((contact) => contact.channel === channel);

  if (today.length >= caps.total.perDay || inWeek.length >= caps.total.perWeek) return false;
  const cap = caps.channels[channel];
  if (on(today).length >= cap.perDay || on(inWeek).length >= cap.perWeek) return false;
  if (channel !== 'call') return true;

  const inVain = ['noAnswer', 'voicemail', 'dropped', 'busy', 'outOfService'];
  const vainHere = on(today).filter(
    ({ contactPointId, result }) => contactPointId === asked.contactPointId && (!result || inVain.includes(result)),
  );
  if (caps.unansweredPerDay !== null && vainHere.length >= caps.unansweredPerDay) return false;
  const spoken = on(today).filter(({ result }) => result === 'rightParty');
  if (caps.conversationsPerDay !== null && spoken.length >= caps.conversationsPerDay) return false;
  if (!caps.callsAboutDebt) return true;

  const { most, inDays, quietDays } = caps.callsAboutDebt;
  const ours = seen.filter((contact) => contact.accountId === accountId);
  const calls = on(ours).filter(
    (call) => !call.isInbound && daysAgo(call) < inDays && call.result !== 'busy' && call.result !== 'outOfService',
  );
  const talks = ours.filter((contact) => contact.result === 'rightParty' && daysAgo(contact) < quietDays);
  return calls.length < most && talks.length === 0;
}
