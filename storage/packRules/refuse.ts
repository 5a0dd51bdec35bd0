import type { Policy } from '../../domain/policy';
import type { Day } from '../../domain/time';

export type Path = readonly (string | number)[];
/** Says what is wrong with a pack, and where. */
export type Refuse = (path: Path, reason: string) => void;
/** What a new pack has to fulfil; approvals are judged on the day on which it is read. */
export type PackRule = (policy: Policy, refuse: Refuse, today: Day) => void;
