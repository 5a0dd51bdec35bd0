import type { Outcome } from '../../domain/adoption/contactChange';
import type { AdoptionChange } from '../../domain/adoption/figures';
import type { Outlook } from '../../domain/adoption/nextChange';
import type { Instant } from '../../domain/time';

export const HEADERS = ['account', 'what', 'at', 'was', 'would be', 'because'] as const;
export type ChangeRow = readonly [string, string, string, string, string, string];

/** One change as cells: for the examples on the terminal and for the list as CSV. */
export function rowOf(change: AdoptionChange): ChangeRow {
  const { accountId } = change;
  if (change.kind === 'leftOut') return [accountId, 'keeps its pack', '', '', '', change.because];
  if (change.kind === 'next') {
    const { was, wouldBe, movement, atOnce } = change;
    const because = [movement === 'sameDate' ? '' : movement, ...atOnce].filter(Boolean).join('; ');
    return [accountId, 'next step', '', outlook(was), outlook(wouldBe), because];
  }
  const { at, rung, was, wouldBe } = change;
  return [accountId, rung, moment(at), outcome(was), outcome(wouldBe), wouldBe.rule ?? was.rule ?? ''];
}

const moment = (at: Instant): string => new Date(at).toISOString();
const outlook = ({ at, does }: Outlook): string => (at === null ? does : `${moment(at)} ${does}`);

function outcome({ is, channel, until }: Outcome): string {
  if (is === 'notPlanned') return 'not planned';
  return `${is}${until === null ? '' : ` until ${moment(until)}`} (${channel})`;
}

/** The same as JSON, with moments as ISO 8601. */
export const jsonOf = (change: AdoptionChange): string =>
  JSON.stringify(change, (key, value: unknown) =>
    (key === 'at' || key === 'until') && typeof value === 'number' ? moment(value as Instant) : value,
  );
