import type { PolicyWarning } from '../../domain/policyWarnings';

const ENDS: Readonly<Record<PolicyWarning['ends'], string>> = {
  calendar: 'the calendar',
  validity: 'the validity of',
  approval: 'the approval by',
  templateApproval: 'the approval of the texts',
};

/** `the calendar tw 2026-1 ends on 2026-12-31, in 12 days`. */
export function warningText({ ends, of, on, daysLeft }: PolicyWarning): string {
  if (daysLeft < 0) return `${ENDS[ends]} ${of} ended on ${on}`;
  return `${ENDS[ends]} ${of} ends on ${on}, ${daysLeft === 0 ? 'today' : `in ${daysLeft} days`}`;
}
