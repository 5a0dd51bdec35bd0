import type { Finding, Sweep } from '../../activities/housekeeping';
import { lookAgain } from './lookAgain';
import type { Sweeper } from './sweeper';
import { sweepOpenAccounts, type Swept } from './sweepOpenAccounts';
import { sweepRunningWorkflows } from './sweepRunningWorkflows';

const FINDINGS_NAMED = 200;

export const beginSweep = (repairs: boolean): Sweep => ({
  repairs,
  phase: 'openAccounts',
  page: '',
  looked: 0,
  counts: {},
  rung: 0,
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
      return { ...sweep, phase: 'done', findings: await lookAgain(sweeper, sweep.findings) };
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
    counts: counted(sweep.counts, findings),
    rung,
    findings: [...sweep.findings, ...findings].slice(0, FINDINGS_NAMED),
  };
}

function counted(before: Sweep['counts'], findings: readonly Finding[]): Sweep['counts'] {
  const counts = { ...before };
  for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
