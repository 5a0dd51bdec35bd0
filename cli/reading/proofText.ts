import type { Count, Proof } from '../../domain/events';
import { localMoment } from './localTime';

export const countText = ({ what, counted, allowed }: Count): string => `${counted} of ${allowed} ${what}`;

/** The numbers that were looked at when a contact was decided. */
export const countsText = ({ counts }: Proof): string => counts.map(countText).join(', ');

/** The lawful window on the clocks where the debtor lives; its day stands once where it ends on the same. */
export function windowText({ window, timeZone }: Proof): string | undefined {
  if (window === null) return undefined;
  const [opens, closes] = [localMoment(window.opensAt, timeZone), localMoment(window.closesAt, timeZone)];
  const isOneDay = opens.slice(0, 10) === closes.slice(0, 10);
  return `${opens} to ${isOneDay ? closes.slice(11) : closes} ${timeZone}`;
}

/** All that was looked at when a rule forbade a contact, or put it off. */
export function proofText(proof: Proof): string {
  const window = windowText(proof);
  return [
    countsText(proof),
    window && `window ${window}`,
    proof.asked.length > 0 ? `${proof.asked.length} rules asked` : undefined,
  ]
    .filter(Boolean)
    .join('; ');
}
