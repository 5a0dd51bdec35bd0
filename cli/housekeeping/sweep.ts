import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding, FindingKind, Outcome, Sweep } from '../../activities/housekeeping';
import { beginSweep, leftOf, sweepStep } from '../../worker/sweep/sweep';
import type { Sweeper } from '../../worker/sweep/sweeper';
import { EXIT } from '../exitCode';
import { print, printJson } from '../terminal/print';
import { openProgressLine } from '../terminal/progressLine';
import { table } from '../terminal/table';
import { onSweeper } from './onHouse';

export type SweepOptions = Readonly<{ repair: boolean; json: boolean }>;

/** What a worker needs to answer a bell. */
const ANSWER_WITHIN_MS = 5_000;

/** Holds accounts and workflows against each other; whatever is left unrepaired has an exit code of its own. */
export const sweepAll = ({ repair, json }: SweepOptions): Promise<void> =>
  onSweeper(async (sweeper) => {
    const sweep = await swept(sweeper, beginSweep(repair));
    if (json) printJson({ looked: sweep.looked, counts: sweep.counts, rung: sweep.rung, findings: sweep.findings });
    else print(textOf(sweep));
    if (leftOf(sweep) > 0) process.exitCode = EXIT.differs;
  });

async function swept(sweeper: Sweeper, begin: Sweep): Promise<Sweep> {
  const line = openProgressLine();
  let sweep = begin;
  try {
    while (sweep.phase !== 'done') {
      if (sweep.phase === 'again') await sleep(ANSWER_WITHIN_MS);
      sweep = await sweepStep(sweeper, sweep);
      line.show(`${sweep.looked} accounts and workflows looked at, ${sweep.rung} rung`);
    }
    return sweep;
  } finally {
    await line.end();
  }
}

const KINDS: Readonly<Record<FindingKind, string>> = {
  lost: 'open, and no workflow runs',
  neverBegun: 'nothing was ever heard of it',
  unknownAccount: 'a workflow of an account that nobody handed over',
  lingers: 'closed, and its workflow still runs',
  stuck: 'its workflow fails again and again',
  effectFails: 'an effect fails again and again',
  late: 'something is overdue',
};
const OUTCOMES: Readonly<Record<Outcome, string>> = {
  reported: 'only told',
  rung: 'rung',
  repaired: 'rung, and repaired',
  stays: 'rung, and stays',
};

function textOf({ looked, counts, findings }: Sweep): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return `${looked} accounts and workflows were looked at; all is well.`;
  const rows = findings.map(({ accountId, kind, failure, outcome }: Finding) => [
    accountId,
    KINDS[kind],
    failure,
    OUTCOMES[outcome],
  ]);
  return [
    table(['account', 'what', 'failure', 'done'], rows),
    ...(total > findings.length ? [`… and ${total - findings.length} more.`] : []),
    '',
    `${looked} accounts and workflows were looked at; in an odd state: ${total}. docs/operations/repair.md says what to do.`,
  ].join('\n');
}
