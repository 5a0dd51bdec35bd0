import type { Sweep } from '../../activities/housekeeping';
import { lookAgain } from './lookAgain';
import type { Sweeper } from './sweeper';
import { sweepOpenAccounts, type Swept } from './sweepOpenAccounts';
import { sweepRunningWorkflows } from './sweepRunningWorkflows';

const FINDINGS_NAMED = 200;

/** How many of those that were found were not seen to be well again. */
export const leftOf = ({ outcomes: { reported = 0, rung = 0, stays = 0 } }: Sweep): number => reported + rung + stays;

export const beginSweep = (repairs: boolean): Sweep => ({
  repairs,
  phase: 'openAccounts',
  page: '',
  looked: 0,
  counts: {},
  rung: 0,
  outcomes: {},
  findings: [],
});

/** One bounded step of a sweep. Between the bells and the last look somebody has to give the accounts a moment. */
export async function sweepStep(sweeper: Sweeper, sweep: Sweep): Promise<Sweep> {
  switch (sweep.phase) {
    case 'openAccounts':
      return told(sweep, await sweepOpenAccounts(sweeper, sweep.page, sweep.repairs), 'runningWorkflows');
    case 'runningWorkflows':
      return told(sweep, await sweepRunningWorkflows(sweeper, sweep.page, sweep.repairs), 'again');
    case 'again':
      return seenAgain(sweep, await lookAgain(sweeper, sweep.findings));
    case 'done':
      return sweep;
  }
}

function told(sweep: Sweep, { looked, findings, nextPage }: Swept, thenPhase: Sweep['phase']): Sweep {
  const rung = sweep.rung + findings.filter(({ outcome }) => outcome === 'rung').length;
  const isOver = nextPage === '';
  // Nobody was rung: there is nothing to look at again.
  const next = isOver && thenPhase === 'again' && rung === 0 ? 'done' : thenPhase;
  return {
    ...sweep,
    phase: isOver ? next : sweep.phase,
    page: nextPage,
    looked: sweep.looked + looked,
    counts: counted(sweep.counts, kindsOf(findings)),
    rung,
    outcomes: counted(sweep.outcomes, outcomesOf(findings)),
    findings: [...sweep.findings, ...findings].slice(0, FINDINGS_NAMED),
  };
}

function seenAgain(sweep: Sweep, findings: Sweep['findings']): Sweep {
  const others = counted(sweep.outcomes, outcomesOf(sweep.findings), -1);
  return { ...sweep, phase: 'done', outcomes: counted(others, outcomesOf(findings)), findings };
}

const kindsOf = (findings: Sweep['findings']) => findings.map(({ kind }) => kind);
const outcomesOf = (findings: Sweep['findings']) => findings.map(({ outcome }) => outcome);

function counted<Name extends string>(
  before: Readonly<Partial<Record<Name, number>>>,
  names: readonly Name[],
  each: 1 | -1 = 1,
): Partial<Record<Name, number>> {
  const counts: Partial<Record<Name, number>> = { ...before };
  for (const name of names) counts[name] = (counts[name] ?? 0) + each;
  return counts;
}
