import type { Checked, Finding } from '../finding';
import type { Flaw, Histories } from '../histories';
import { holdAgainst, type KnownRows } from './witness/holdAgainst';
import { resultsOf, type Told, type Witness } from './witness/results';
import { unnamedRows, type Reach } from './witness/unnamed';

export type { KnownRow, KnownRows } from './witness/holdAgainst';

/** What the histories say that turns and effects wrote, and what the journal holds, is the same, event by event. */
export function checkWitness(histories: Histories, rows: KnownRows, reach: Reach): Checked {
  const { accountId, runs, flaws } = histories;
  const results = runs.flatMap(resultsOf);
  const witnesses = results.filter((told): told is Witness => 'wrote' in told);
  const wordless = [silent(results), unreadable(results)].flatMap((one) => one ?? []);
  const isWhole = flaws.length + wordless.length === 0;
  const found = [
    ...(reach.isForgotten ? [neverBegun] : []),
    ...flaws,
    ...wordless,
    ...holdAgainst(witnesses, rows),
    ...(isWhole ? unnamedRows(histories, witnesses, rows, reach) : []),
  ];
  const findings = found.map((flaw): Finding => ({ check: 'witness', accountId, ...flaw }));
  return { check: 'witness', accountId, looked: results.length, findings };
}

/** What was there may have been taken away as a whole. */
const neverBegun: Flaw = {
  kind: 'broken',
  what: 'neverBegun',
  says: 'It was handed over, and no row, no run and no message speaks of it.',
};

function silent(results: readonly Told[]): Flaw | null {
  const count = results.filter((told) => 'is' in told && told.is === 'silent').length;
  if (count === 0) return null;
  const says = `${count} of ${results.length} results in the histories do not say what they wrote: an older build gave them.`;
  return { kind: 'notChecked', what: 'witnessIsMissing', says };
}

function unreadable(results: readonly Told[]): Flaw | null {
  const first = results.find((told) => 'is' in told && told.is === 'unreadable');
  if (!first) return null;
  const { runId, eventId } = first;
  return {
    kind: 'broken',
    what: 'resultIsUnreadable',
    says: `The result in event ${eventId} of run ${runId} is none.`,
    runId,
  };
}
