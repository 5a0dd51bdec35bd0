import { NAMES, type BundledRow } from '../form';
import type { Bundle } from './openBundle';
import { readHistory, type ReadHistory, type Wrote } from './readHistory';
import type { Tally } from './tally';

/** The runs of each account hang together, and say of the journal what the journal says itself. */
export function checkHistories(tally: Tally, bundle: Bundle): void {
  for (const accountId of bundle.accounts) {
    const folder = NAMES.histories(accountId);
    const runs = new Map<string, ReadHistory>();
    for (const name of bundle.files.keys()) {
      if (!name.startsWith(folder)) continue;
      const runId = decodeURIComponent(name.slice(folder.length, -'.json'.length));
      tally.ask('histories', name, () => void runs.set(runId, readHistory(bundle.text(name))));
    }
    for (const { name, reason } of bundle.manifest.notIncluded) {
      if (name.startsWith(folder)) tally.notChecked('histories', name, reason);
    }
    if (runs.size === 0) tally.notChecked('histories', accountId, 'there is no run of it');
    checkStitches(tally, accountId, runs);
    tally.ask('witness', accountId, () => checkWitnesses(tally, accountId, bundle.journal(accountId), runs));
  }
}

function checkStitches(tally: Tally, accountId: string, runs: ReadonlyMap<string, ReadHistory>): void {
  for (const [runId, { continuedFrom, continuedTo }] of runs) {
    const lost = [continuedFrom, continuedTo].filter((other) => other !== null && !runs.has(other));
    for (const other of lost)
      tally.notChecked('histories', accountId, `run ${runId} names run ${other}, which is not here`);
    if (lost.length === 0) tally.holds('histories');
  }
}

/** A hash that a result found vouches for its row and, through the chain, for every row before it. */
function checkWitnesses(
  tally: Tally,
  accountId: string,
  rows: readonly BundledRow[],
  runs: ReadonlyMap<string, ReadHistory>,
): void {
  let vouchedTo = 0;
  let silent = 0;
  for (const [runId, { witnesses }] of runs) {
    for (const { eventId, wrote } of witnesses) {
      const contradiction = wrote && contradictionTo(rows, wrote);
      if (contradiction) tally.damaged('witness', `${accountId} run ${runId} event ${eventId}`, contradiction);
      if (!wrote) silent += 1;
      else if (!contradiction) {
        tally.holds('witness');
        vouchedTo = Math.max(vouchedTo, wrote.after + wrote.events.length);
      }
    }
  }
  if (silent > 0) {
    tally.notChecked('witness', accountId, `${silent} results of older builds do not say what was written`, silent);
  }
  const alone = rows.length - vouchedTo;
  if (alone > 0) {
    tally.notChecked('witness', accountId, `no history speaks of the rows from ${vouchedTo + 1} on`, alone);
  }
}

function contradictionTo(rows: readonly BundledRow[], { after, afterHash, events }: Wrote): string | null {
  const found = after === 0 ? '' : rows[after - 1]?.hash;
  if (found !== afterHash) return `version ${after} was another one when it was read`;
  const wrong = events.findIndex(([type, hash], i) => {
    const row = rows[after + i];
    return row?.type !== type || row.hash !== hash;
  });
  return wrong < 0 ? null : `version ${after + wrong + 1} was another one when it was written`;
}
