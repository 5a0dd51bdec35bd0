import type { AdoptionChange, Figures } from '../../domain/adoption/figures';
import type { PolicyInForce } from '../../domain/policy';
import { dayOf, type Instant, type TimeZone } from '../../domain/time';
import { dryRun, type DryRun, type DryRunRequest } from '../../storage/adoption/dryRun';
import { namedPair } from '../../storage/adoption/packVersions';
import type { Db } from '../../storage/database';
import { keepPolicies, loadPolicies } from '../../storage/policies';
import { loadClock } from '../../storage/rehearsalClock';
import { userOfTerminal } from '../commands/options';
import { onDatabase } from '../findService';
import { print } from '../terminal/print';
import { openProgressLine } from '../terminal/progressLine';
import { csvList, jsonList, type ChangeList } from './changeList';
import { dryRunText } from './dryRunText';
import { readPackFile } from './readPackFile';

export type DryRunOptions = Readonly<{
  to: string;
  from?: string;
  at?: Instant;
  by?: string;
  examples: number;
  csv?: string;
  json: boolean;
}>;

/** Shows what would change if the accounts that live followed another version of their pack. Changes none of them. */
export const dryRunPack = (policyId: string, options: DryRunOptions): Promise<void> =>
  onDatabase(async (db) => {
    const now = (await loadClock(db)).now();
    const at = options.at ?? now;
    const to = isFile(options.to) ? (await keptFrom(db, options.to, now)).hash : options.to;
    const pair = await namedPair(db, await loadPolicies(db), { policyId, from: options.from, to });
    const request = { ...pair, at, by: options.by ?? userOfTerminal() };
    const lists: ChangeList[] = [...(options.csv ? [csvList(options.csv)] : []), ...(options.json ? [jsonList()] : [])];
    const examples: AdoptionChange[] = [];
    const ran = await runWithLine(db, request, async (change) => {
      if (examples.length < options.examples) examples.push(change);
      for (const list of lists) await list.add(change);
    });
    for (const list of lists) await list.end({ ...namesOf(pair), at: new Date(at).toISOString(), ...ran });
    if (!options.json) print(dryRunText({ ...request, ...ran, examples }));
  });

async function runWithLine(
  db: Db,
  request: DryRunRequest,
  onChange: (change: AdoptionChange) => Promise<void>,
): Promise<DryRun> {
  const line = openProgressLine();
  const onProgress = ({ accounts, contacts }: Figures): void =>
    line.show(`${accounts} accounts, ${contacts} contacts looked at`);
  try {
    return await dryRun(db, request, { onChange, onProgress });
  } finally {
    await line.end();
  }
}

const isFile = (named: string): boolean => /\.ya?ml$/.test(named);

/** A file is kept in the database first, as a loaded pack is: approved today, whatever day is asked about, and not in force. */
async function keptFrom(db: Db, path: string, now: Instant): Promise<PolicyInForce> {
  const pack = await readPackFile(path, dayOf(now, 'UTC' as TimeZone));
  await keepPolicies(db, [pack]);
  return pack;
}

const namesOf = ({ from, to }: Readonly<{ from: PolicyInForce; to: PolicyInForce }>) => ({
  policyId: to.policy.id,
  from: { version: from.policy.version, hash: from.hash },
  to: { version: to.policy.version, hash: to.hash },
});
