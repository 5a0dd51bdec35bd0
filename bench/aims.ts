import type { Figures } from './bench';

export type Aim = Readonly<{ name: string; value: number | null; atMost: number; isMet: boolean | null }>;

const aim = (name: string, value: number | null, atMost: number): Aim => ({
  name,
  value,
  atMost,
  isMet: value === null ? null : value <= atMost,
});

/** What was aimed at, and whether it was met; null where this machine cannot tell. */
export const aimsOf = ({ emptyWorkflow, firstDecision, turn, life }: AimedAt): readonly Aim[] => [
  aim('start an account ÷ empty workflow, time', emptyWorkflow.perSecond / firstDecision.perSecond, 2),
  aim('start an account ÷ empty workflow, CPU', ratio(firstDecision.cpuMs, emptyWorkflow.cpuMs), 2),
  aim('history events of a life', life.whole > 0 ? life.events : null, 180),
  aim(
    'SQL round trips of a turn',
    Math.max(turn.roundTrips.opening, turn.roundTrips.payment, turn.roundTrips.wakeUp),
    3,
  ),
];

type AimedAt = Pick<Figures, 'emptyWorkflow' | 'firstDecision' | 'turn' | 'life'>;

/** Null where one of the two was not measured. */
export const ratio = (ours: number | null, raw: number | null): number | null =>
  ours === null || raw === null || raw === 0 ? null : ours / raw;
