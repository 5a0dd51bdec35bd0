import type { AccountEvent } from '../../domain/events';
import type { Instant, TimeZone } from '../../domain/time';
import { dayOf } from '../../domain/time';
import type { AccountWhatIf, Baseline } from './result';

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

/** In what a life that is not lived again differs from its journal. */
export function differsText({ version, recorded, lived, field }: NonNullable<Baseline['differs']>): string {
  if (recorded !== null && recorded === lived) return `at version ${version}: ${recorded} has another "${field}"`;
  return `at version ${version}: the journal has ${recorded ?? 'nothing'}, this build ${lived ?? 'nothing'}`;
}

/** What the whole answer is worth, where it is not sure. */
export const notSureText = (accounts: number): string =>
  `The answer is not sure for ${accounts === 1 ? '1 account' : `${accounts} accounts`}: this build does not live the recorded life again.`;

/** An account under its own pack has nothing of the other one in it, unless its debtor's other accounts have. */
export const ownPackText = ({ leftOut, divergence }: Pick<AccountWhatIf, 'leftOut' | 'divergence'>): string | null =>
  leftOut === null
    ? null
    : `The account keeps its own pack: ${leftOut}. ${divergence ? "What differs comes of its debtor's other accounts." : 'Nothing is compared.'}`;

/** The local date and time of an account, to the minute. */
export function localMinute(at: Instant | null, zone: TimeZone): string {
  if (at === null) return '–';
  const day = dayOf(at, zone);
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
  return `${day} ${clock}`;
}

/** What every answer says beside its figures, on the terminal, in the page and in the JSON. */
export const CANNOT_KNOW = [
  'What was recorded stays as it was: who paid, called, promised or complained does so at the same moment, whatever was said to them before.',
  'Delays of the recorded life are kept as long as they were: what was begun late, or missed, is begun as late under the other pack.',
  'Where the other pack contacts somebody who was not contacted, the contact counts as made and nothing comes of it.',
  'People might have acted otherwise: the money named here stands on contacts, it is not proven to be lost.',
] as const;
