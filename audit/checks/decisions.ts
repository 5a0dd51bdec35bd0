import type { DebtorRecord } from '../../storage/redecide/debtorRecord';
import { redecideDebtor, type Redecided } from '../../storage/redecide/redecideDebtor';
import type { CodeOfBuilds } from '../codeOfBuilds';
import type { Checked, Finding } from '../finding';
import { differenceText } from './decisions/differenceText';
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
  decideWithCurrent(record, others, found);
  for (const [build, decider] of others) decideWithOwn(record, build, decider, found);
  return record.accounts.map((accountId) => ({ check: 'decisions', accountId, ...found.get(accountId)! }));
}

function decideWithCurrent(record: DebtorRecord, others: ReadonlyMap<string, unknown>, found: Found): void {
  try {
    for (const again of redecideDebtor(record, ({ build }) => !others.has(build))) {
      addDifferences(again, found);
      for (const flaw of withoutTurn(again)) add(found, again.accountId, flaw);
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
    const says = `What is recorded cannot be read: ${oneLine(error)}`;
    for (const id of record.accounts) add(found, id, { kind: 'broken', what: 'recordIsUnreadable', says });
  }
}

function decideWithOwn(record: DebtorRecord, build: string, decider: Decider | string, found: Found): void {
  if (typeof decider === 'string') return addNoCode(record, build, decider, found);
  try {
    for (const again of decider(recordUpTo(record, build))) addDifferences(again, found);
  } catch (error) {
    const says = `The code of build ${build} cannot read what is recorded: ${oneLine(error)}`;
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

/** Rows that were there before turns were kept cannot be asked about; a row without a turn since then is nobody's decision. */
function withoutTurn({ before, unexplained }: Redecided): readonly Flaw[] {
  const flaws: Flaw[] = [];
  const [version] = unexplained;
  if (version !== undefined) {
    const more = unexplained.length > 1 ? `, and ${unexplained.length - 1} more` : '';
    const says = `No turn has written version ${version} of the journal${more}.`;
    flaws.push({ kind: 'broken', what: 'eventWithoutTurn', says, version });
  }
  if (before > 0) {
    const says = `${before} rows were written before turns were kept: nobody knows what was heard when.`;
    flaws.push({ kind: 'notChecked', what: 'turnsWereNotKept', says });
  }
  return flaws;
}

const add = (found: Found, accountId: string, flaw: Flaw): void =>
  void found.get(accountId)?.findings.push({ check: 'decisions', accountId, ...flaw });

const LENGTH_MAX = 300;
const oneLine = (error: unknown): string => (error as Error).message.replaceAll(/\s+/g, ' ').slice(0, LENGTH_MAX);
