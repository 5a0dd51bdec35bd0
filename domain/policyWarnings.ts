import type { Policy } from './policy';
import { daysBetween, type Day } from './time';

/** Whoever has to prepare the next pack needs time for it. */
export const WARNED_BEFORE_DAYS = 60;

/** Something that a pack needs and that ends soon, or has ended: then `daysLeft` is negative; 0 is its last day. */
export type PolicyWarning = Readonly<{
  policyId: string;
  version: string;
  ends: 'calendar' | 'validity' | 'approval' | 'templateApproval';
  /** Which calendar, whose approval, which texts. */
  of: string;
  on: Day;
  daysLeft: number;
}>;

type Ending = Pick<PolicyWarning, 'ends' | 'of' | 'on'>;

/** What of a pack has fewer than 60 days left, the most urgent first. */
export function warningsOf(policy: Policy, today: Day): readonly PolicyWarning[] {
  const { id: policyId, version } = policy;
  return endingsOf(policy)
    .map((ending) => ({ policyId, version, ...ending, daysLeft: daysBetween(today, ending.on) }))
    .filter(({ daysLeft }) => daysLeft < WARNED_BEFORE_DAYS)
    .sort((a, b) => a.daysLeft - b.daysLeft);
}

/** Everything of a pack that ends one day. */
export function endingsOf({ calendar, valid, approvals, templates }: Policy): readonly Ending[] {
  return [
    { ends: 'calendar', of: `${calendar.id} ${calendar.version}`, on: calendar.knownThrough },
    { ends: 'validity', of: 'the pack', on: valid.through },
    ...approvals.map(({ by, through }) => ({ ends: 'approval', of: by, on: through }) as const),
    ...templateEndings(templates),
  ];
}

/** Texts are approved together as a rule: those that end on one day are one warning. */
function templateEndings(templates: Policy['templates']): readonly Ending[] {
  const byDay = new Map<Day, string[]>();
  for (const [name, { approval }] of Object.entries(templates)) {
    byDay.set(approval.through, [...(byDay.get(approval.through) ?? []), name]);
  }
  return [...byDay].map(([on, names]) => ({ ends: 'templateApproval', of: names.sort().join(', '), on }));
}
