import type { DebtorRecord } from '../../storage/redecide/debtorRecord';
import { redecideDebtor, type Redecided } from '../../storage/redecide/redecideDebtor';
import type { CodeOfBuilds } from '../codeOfBuilds';
import type { Checked, Finding } from '../finding';
import { differenceText } from './decisions/differenceText';
import { heardWithoutTurn } from './decisions/heard';
import type { Decider, Deciders } from './decisions/kept';
import { recordUpTo } from './decisions/recordUpTo';

type Flaw = Omit<Finding, 'check' | 'accountId'>;
/** What was found out about each account of a debtor. */
type Found = Map<string, { looked: number; findings: Finding[] }>;

/** Decides every turn of a debtor's accounts once more, each with the code and the packs that decided it then. */
export async function checkDecisions(
  { current, of }: CodeOfBuilds,
  deciders: Deciders,
  record: DebtorRecord,
): Promise<readonly Checked[]> {
  const found: Found = new Map(record.accounts.map((id) => [id, { looked: 0, findings: [] }]));
  const others = new Map<string, Decider | string>();
  for (const build of new Set(record.turns.map((turn) => turn.build))) {
    const code = await of(build);
    if (typeof code === 'object' && code.decisionBundle === current.decisionBundle) continue;
    others.set(build, typeof code === 'object' ? deciders.of(build, code.decisionBundle) : (code ?? ''));
  }
  decideWithCurrent(record, others, found, await keepersOfTurns(record, of));
  for (const [build, decider] of others) decideWithOwn(record, build, decider, found);
  for (const { accountId, ...flaw } of heardWithoutTurn(record)) add(found, accountId, flaw);
  return record.accounts.map((accountId) => ({ check: 'decisions', accountId, ...found.get(accountId)! }));
}

function decideWithCurrent(
  record: DebtorRecord,
  others: ReadonlyMap<string, unknown>,
  found: Found,
  keepers: ReadonlySet<string>,
): void {
  try {
    for (const again of redecideDebtor(record, ({ build }) => !others.has(build))) {
      addDifferences(again, found);
      for (const flaw of withoutTurn(again, record, keepers)) add(found, again.accountId, flaw);
    }
    if (others.size === 0) return;
    for (const { accountId, differences } of redecideDebtor(record, ({ build }) => others.has(build)))
      for (const one of differences)
        add(found, accountId, {
          kind: 'note',
          what: 'decidedOtherwiseToday',
          says: `With the current build: ${differenceText(one)}`,
          version: one.version,
        });
  } catch (error) {
    const says = `What is recorded cannot be read: ${reasonOf(error)}`;
    for (const id of record.accounts) add(found, id, { kind: 'broken', what: 'recordIsUnreadable', says });
  }
}

function decideWithOwn(record: DebtorRecord, build: string, decider: Decider | string, found: Found): void {
  if (typeof decider === 'string') return addNoCode(record, build, decider, found);
  try {
    for (const again of decider(recordUpTo(record, build))) addDifferences(again, found);
  } catch (error) {
    const says = `The code of build ${build} cannot decide on what is recorded: ${reasonOf(error)}`;
    for (const id of idsWith(record, build)) add(found, id, { kind: 'notChecked', what: 'recordIsUnreadable', says });
  }
}

function addNoCode(record: DebtorRecord, build: string, altered: string, found: Found): void {
  for (const id of idsWith(record, build)) {
    const count = record.turns.filter((turn) => turn.accountId === id && turn.build === build).length;
    const turns = count === 1 ? '1 turn was' : `${count} turns were`;
    const says = `${turns} decided by the build ${build}, whose code nobody kept.`;
    if (altered) add(found, id, { kind: 'broken', what: 'bundleIsAltered', says: altered });
    else add(found, id, { kind: 'notChecked', what: 'bundleIsMissing', says });
  }
}

const idsWith = ({ turns }: DebtorRecord, build: string): ReadonlySet<string> =>
  new Set(turns.filter((turn) => turn.build === build).map(({ accountId }) => accountId));

function addDifferences({ accountId, turns, differences }: Redecided, found: Found): void {
  const account = found.get(accountId);
  if (account) account.looked += turns;
  for (const one of differences)
    add(found, accountId, { kind: 'broken', what: 'decisionDiffers', says: differenceText(one), version: one.version });
}

/** Builds that keep turns: all whose code was kept, as turns were kept before builds were. */
async function keepersOfTurns({ rows }: DebtorRecord, of: CodeOfBuilds['of']): Promise<ReadonlySet<string>> {
  const keepers = new Set<string>();
  for (const build of new Set(rows.map((row) => row.build))) if ((await of(build)) !== undefined) keepers.add(build);
  return keepers;
}

/**
 * Rows that were there before turns were kept cannot be asked about; a row without a turn since then, or by a build that keeps
 * its turns, is nobody's decision.
 */
function withoutTurn(again: Redecided, { rows }: DebtorRecord, keepers: ReadonlySet<string>): readonly Flaw[] {
  const { accountId, before, unexplained } = again;
  const first = rows.filter((row) => row.accountId === accountId).slice(0, before);
  const removed = first.filter(({ build }) => keepers.has(build)).map((row) => row.version);
  const older = before - removed.length;
  const flaws = withoutDecision([...removed, ...unexplained]);
  if (older === 0) return flaws;
  const says = `${older} rows were written before turns were kept: nobody knows what was heard when.`;
  return [...flaws, { kind: 'notChecked', what: 'turnsWereNotKept', says }];
}

function withoutDecision(versions: readonly number[]): readonly Flaw[] {
  const [version] = versions;
  if (version === undefined) return [];
  const more = versions.length > 1 ? `, and ${versions.length - 1} more` : '';
  const says = `No turn has written version ${version} of the journal${more}.`;
  return [{ kind: 'broken', what: 'eventWithoutTurn', says, version }];
}

const add = (found: Found, accountId: string, flaw: Flaw): void =>
  void found.get(accountId)?.findings.push({ check: 'decisions', accountId, ...flaw });

const LENGTH_MAX = 300;
const NAME = /^\w{1,60}$/;

/** A plain error is in our own words; of any other only the kind is told, as its text may quote what it failed on. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error) || error.constructor !== Error) return kindOf(error);
  return error.message.replaceAll(/\s+/g, ' ').slice(0, LENGTH_MAX);
}

function kindOf(error: unknown): string {
  const { name } = (error ?? {}) as { name?: unknown };
  return typeof name === 'string' && NAME.test(name) ? name : 'Error';
}
