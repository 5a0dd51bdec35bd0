import type { AccountEvent } from '../../domain/events';
import type { Instant, TimeZone } from '../../domain/time';
import { dayOf } from '../../domain/time';

/** An event in a few words, for two columns. Nothing personal is in it. */
export function said(event: AccountEvent | null): string {
  if (!event) return '';
  const about = [
    'channel' in event ? event.channel : '',
    'rung' in event ? event.rung : '',
    'stage' in event ? event.stage : '',
    'kind' in event ? event.kind : '',
    'because' in event ? event.because : '',
    'rule' in event ? `[${event.rule}]` : '',
  ];
  return [event.type, ...about].filter((word) => word !== '').join(' ');
}

/** The local date and time of an account, to the minute. */
export function localMinute(at: Instant | null, zone: TimeZone): string {
  if (at === null) return '–';
  const day = dayOf(at, zone);
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
  return `${day} ${clock}`;
}

/** What every answer says beside its figures, on the terminal, in the page and in the JSON. */
export const CANNOT_KNOW = [
  'What was recorded stays as it was: who paid, called or complained does so at the same moment, whatever was said to them before.',
  'Where the other pack contacts somebody who was not contacted, the contact counts as made and nothing comes of it.',
  'People might have acted otherwise: the money named here stands on contacts, it is not proven to be lost.',
] as const;
