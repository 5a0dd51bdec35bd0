import type { Redecided } from '../../../storage/redecide/redecideDebtor';
import { loadRedecide } from '../../decisionCode';
import { NAMES } from '../form';
import type { Bundle } from './openBundle';
import type { Tally } from './tally';

const RUNS_WITHIN_MS = 60_000;

/**
 * Takes each recorded turn once more with the code of the build that took it. Runs that code: only where it was asked for, and
 * only code that is the one that was signed.
 */
export function checkDecisions(tally: Tally, bundle: Bundle, runsCode: boolean): void {
  const isAltered = tally.isDamaged('container', 'manifest', 'entries');
  const told = new Set<string>();
  for (const build of bundle.manifest.builds) {
    const turns = bundle.accounts.flatMap((id) => bundle.turns(id)).filter((turn) => turn.build === build).length;
    const because = whyNotRun(bundle, build, runsCode, isAltered);
    if (because) tally.notChecked('decisions', build, because, Math.max(1, turns));
    else tally.ask('decisions', build, () => redecide(tally, bundle, build, told));
  }
}

function whyNotRun(bundle: Bundle, build: string, runsCode: boolean, isAltered: boolean): string | undefined {
  const missing = bundle.whyNot(NAMES.decisionCode(build));
  if (missing) return missing;
  if (!runsCode) return 'its code was not run: --run-code does';
  return isAltered ? 'its code was not run: it may be anything' : undefined;
}

function redecide(tally: Tally, bundle: Bundle, build: string, told: Set<string>): void {
  const code = bundle.text(NAMES.decisionCode(build));
  const decide = loadRedecide({ build, code, withinMs: RUNS_WITHIN_MS });
  for (const { debtorId, accounts } of bundle.manifest.debtors) {
    const record = recordOf(bundle, debtorId, accounts);
    for (const one of JSON.parse(decide(JSON.stringify({ record, build }))) as readonly Redecided[]) {
      tellDecisions(tally, build, one);
      // Each build says the same of the rows that no turn explains.
      if (!told.has(one.accountId)) tellUnexplained(tally, one);
      told.add(one.accountId);
    }
  }
}

function tellDecisions(tally: Tally, build: string, { accountId, turns, differences }: Redecided): void {
  tally.holds('decisions', turns - differences.length);
  for (const { version, about } of differences) {
    tally.damaged('decisions', `${accountId} ${version}`, `build ${build} decides otherwise: another ${about}`);
  }
}

function tellUnexplained(tally: Tally, { accountId, before, unexplained }: Redecided): void {
  for (const version of unexplained) tally.damaged('decisions', `${accountId} ${version}`, 'no turn has written it');
  if (before > 0) tally.notChecked('decisions', accountId, `${before} rows are older than the record of turns`, before);
}

/** A debtor's record as `redecide` of any build reads it: rows in the order in which they were written. */
function recordOf(bundle: Bundle, debtorId: string, accounts: readonly string[]) {
  const rows = accounts.flatMap((id) => bundle.journal(id)).sort((a, b) => a.position - b.position);
  const turns = accounts.flatMap((id) => bundle.turns(id)).sort((a, b) => Number(a.id) - Number(b.id));
  const messages = accounts.flatMap((id) => bundle.inbox(id));
  const packs = [...new Set(rows.map(({ policyHash }) => policyHash))].map((hash) => ({
    hash,
    content: bundle.json(NAMES.pack(hash)),
  }));
  return { debtorId, accounts, rows, turns, messages, packs };
}
