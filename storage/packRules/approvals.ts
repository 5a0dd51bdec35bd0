import type { Approval } from '../../domain/policy';
import type { Day } from '../../domain/time';
import type { PackRule, Path, Refuse } from './refuse';

export const isValidForSomeTime: PackRule = ({ valid }, refuse) => {
  if (valid.through < valid.from) refuse(['valid', 'through'], `is before ${valid.from}, when it begins`);
};

/** TEMPLATE: the pack and each of its texts are approved on the day on which they are read. */
export const approvalsHold: PackRule = ({ approvals, templates }, refuse, today) => {
  approvals.forEach((approval, i) => holds(approval, ['approvals', i], refuse, today));
  for (const [name, { approval }] of Object.entries(templates)) {
    holds(approval, ['templates', name, 'approval'], refuse, today);
  }
};

/** Both days included. */
function holds({ on, through }: Approval, path: Path, refuse: Refuse, today: Day): void {
  if (through < on) refuse([...path, 'through'], `is before ${on}, when it was given`);
  else if (through < today) refuse([...path, 'through'], `expired on ${through}`);
  else if (on > today) refuse([...path, 'on'], `is given only on ${on}`);
}
