import type { AttemptId } from '../../domain/brand';
import type { AccountEvent } from '../../domain/events';
import { formatMoney, type Currency } from '../../domain/money';
import { instant, type TimeZone } from '../../domain/time';
import { sentenceOf } from './eventSentences';
import { localMoment } from './localTime';
import type { Words } from './words';

export type TimelineEntry = Readonly<{ event: AccountEvent; cause: string }>;

/** How amounts, moments and attempts of an account are said; attempts are named by their channel and rung. */
export function wordsFor(entries: readonly TimelineEntry[], currency: Currency, zone: TimeZone): Words {
  const attempts = new Map<AttemptId, string>();
  for (const { event } of entries) {
    if (event.type === 'ContactReserved') attempts.set(event.attemptId, `${event.channel} "${event.rung}"`);
  }
  return {
    money: (amountMinor) => formatMoney(amountMinor, currency),
    moment: (at) => localMoment(at, zone),
    attempt: (id) => attempts.get(id) ?? `attempt ${id}`,
  };
}

/** One line an event, in order: local date and time, what happened, and what brought it about. */
export const timeline = (entries: readonly TimelineEntry[], words: Words): string =>
  entries
    .map(({ event, cause }) => `${words.moment(instant(event.at))}  ${sentenceOf(event, words)}  (${causeText(cause)})`)
    .join('\n');

function causeText(cause: string): string {
  if (cause === 'clock') return 'by the clock';
  return `by ${cause.replace(/^inbox:/, 'message ').replace(/^attempt:/, 'attempt ')}`;
}
