import type { Segment } from '../../../domain/events';
import { totalOf } from '../../../domain/money';
import { CLOSED_BECAUSE, RECALL_REASONS, STAGES } from '../words';
import type { Sentences } from './sentence';

type Told =
  | 'AccountOpened'
  | 'StageEntered'
  | 'RiskReassessed'
  | 'PolicyAdopted'
  | 'AccountRecalled'
  | 'WriteOffOrdered'
  | 'FactNoted'
  | 'AccountClosed';

const segmentText = ({ risk, behaviour, size }: Segment): string => `${risk} risk, ${behaviour}, ${size} debt`;

/** So much of a pack's hash as tells it from the others. */
const short = (hash: string): string => hash.slice(0, 12);

export const LIFECYCLE: Sentences<Told> = {
  AccountOpened: ({ balance, arrearsMinor, dueOn, segment, stage, plan }, { money }) =>
    `Handed over: ${money(totalOf(balance))} is owed, ${money(arrearsMinor)} of it overdue since ${dueOn}; ` +
    `${segmentText(segment)}. It begins in ${STAGES[stage]}${plan.goal && `; until ${plan.endsOn}: ${plan.goal}`}.`,
  StageEntered: ({ stage, because }) => `Enters ${STAGES[stage]}: ${because}.`,
  RiskReassessed: ({ segment }) => `The risk was looked at anew: ${segmentText(segment)}.`,
  PolicyAdopted: ({ policyHash, instead, adoptionId, by }) =>
    `Follows policy pack ${short(policyHash)} from now on, instead of ${short(instead)} (${adoptionId}, ordered by ${by}).`,
  AccountRecalled: ({ because }) => `The bank takes the account back: ${RECALL_REASONS[because]}.`,
  WriteOffOrdered: ({ because, by }) => `${by} ordered to write the account off: ${because}.`,
  FactNoted: ({ kind, because }) => `${kind} was noted and changes nothing: ${because}.`,
  AccountClosed: ({ because }) => `Closed: ${CLOSED_BECAUSE[because]}.`,
};
