import { adoptionPair } from '../../domain/adoption/adoptionPair';
import { whyLeftOut } from '../../domain/adoption/leftOut';
import type { AccountId, PolicyHash } from '../../domain/brand';
import { LifeHasNoEnd } from '../../domain/simulate/lifeHasNoEnd';
import type { PolicyInForce } from '../../domain/policy';
import { dayOf, type Instant, type TimeZone } from '../../domain/time';
import { replay, type Policies } from '../../domain/turn';
import type { Pack } from '../../recount/pack';
import type { Breach } from '../../recount/rules';
import type { Db } from '../../storage/database';
import { knownPolicies } from '../../storage/policies';
import { breachesUnder, packToCount } from './breachesUnder';
import { againstJournal, compareContacts, compareStages, firstDivergence } from './compareLives';
import { add, noFigures, type Figures } from './figures';
import { Lateness } from './lateness';
import { liveRecorded, type AccountLived, type Refused } from './liveRecorded';
import { moneyAtRisk } from './moneyAtRisk';
import { readRecords, type AccountRecord } from './readRecord';
import type { AccountWhatIf, Baseline, NotLived } from './result';
import { selectDebtors, type Selected, type Selection } from './selectDebtors';

/** Which accounts, which other pack, and the moment through which both lives go. */
export type WhatIfRequest = Readonly<{ selection: Selection; to: PolicyInForce; until: Instant }>;

type Listeners = Readonly<{
  /** Told each account, in one order: by debtor, then by account. */
  onAccount?: (account: AccountWhatIf | NotLived) => void | Promise<void>;
  onProgress?: (figures: Figures) => void;
}>;

/**
 * The counterfactual: the recorded facts, heard once more under the recorded packs and once under another one. One snapshot is
 * read, debtor by debtor, and nothing is written.
 */
export const whatIf = (db: Db, request: WhatIfRequest, listeners: Listeners = {}): Promise<Figures> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const other = asIfInForce(request.to);
      const policies = policiesOf([...(await knownPolicies(trx)), other]);
      const pack = packToCount(other);
      let figures = noFigures;
      for await (const selected of selectDebtors(trx, request.selection)) {
        const records = await readRecords(trx, selected, request.until);
        for (const account of askDebtor({ selected, records, policies, other, pack, until: request.until })) {
          figures = add(figures, account);
          await listeners.onAccount?.(account);
          listeners.onProgress?.(figures);
        }
      }
      return figures;
    });

/**
 * That its texts were approved only lately says nothing about what its rules would have done before [TEMPLATE]. It goes by another
 * name, because the same pack may be one that the journals followed.
 */
const asIfInForce = (to: PolicyInForce): PolicyInForce => ({
  hash: `what-if ${to.hash}` as PolicyHash,
  policy: adoptionPair(to, to).toBefore,
});

function policiesOf(known: readonly PolicyInForce[]): Policies {
  const byHash = new Map(known.map(({ hash, policy }) => [hash, policy]));
  return (hash) => {
    const policy = byHash.get(hash);
    if (!policy) throw new Error(`The pack ${hash}, which a journal names, is not in the database`);
    return policy;
  };
}

type Asked = Readonly<{
  selected: Selected;
  records: readonly AccountRecord[];
  policies: Policies;
  other: PolicyInForce;
  pack: Pack;
  until: Instant;
}>;

/** All accounts of a debtor live together, twice; only those that were asked about are told. */
function askDebtor({ selected, records, policies, other, pack, until }: Asked): (AccountWhatIf | NotLived)[] {
  const leftOut = new Map(records.map((record) => [record.accountId, leftOutOf(record, other)]));
  const insteadFor = (id: AccountId) => (leftOut.get(id) === null ? other.hash : null);
  const notLived = (because: string): NotLived[] =>
    selected.asked.map((accountId) => ({ accountId: accountId as AccountId, because }));
  try {
    const lateness = new Lateness();
    const was = liveRecorded({ records, policies, until, insteadFor: () => null }, lateness, true);
    const wouldBe = liveRecorded({ records, policies, until, insteadFor }, lateness, false);
    const journals = records.map(({ journal }) => journal);
    const breaches = breachesUnder(journals, pack, (id) => insteadFor(id as AccountId) !== null, until);
    return selected.asked.map((id) => {
      const record = records.find(({ accountId }) => accountId === id);
      const accountId = id as AccountId;
      const [one, two] = [was.get(accountId), wouldBe.get(accountId)];
      if (!record || !one || !two || !one.lived.account) return { accountId, because: whyNotBegun(record, until) };
      return compared({ record, was: one, wouldBe: two, leftOut: leftOut.get(accountId) ?? null, breaches });
    });
  } catch (error) {
    // One account that cannot be lived must not hide all others.
    if (!(error instanceof LifeHasNoEnd)) throw error;
    return notLived(error.message);
  }
}

const UTC = 'UTC' as TimeZone;

function whyNotBegun(record: AccountRecord | undefined, until: Instant): string {
  if (!record) return 'it has not begun by then: there is no journal';
  if (record.rows.length === 0) return `it was not handed over yet by ${dayOf(until, UTC)}`;
  return 'its hand-over is not in the inbox any more';
}

function leftOutOf({ rows }: AccountRecord, other: PolicyInForce): string | null {
  const [first] = rows;
  return (first && whyLeftOut(replay([first.event]), other.policy)) ?? null;
}

type Lives = Readonly<{
  record: AccountRecord;
  was: AccountLived;
  wouldBe: AccountLived;
  leftOut: string | null;
  breaches: readonly Breach[];
}>;

function compared({ record, was: relived, wouldBe, leftOut, breaches }: Lives): AccountWhatIf {
  const { accountId } = record;
  const { currency, timeZone } = relived.lived.account!;
  const baseline = againstJournal(record.rows, relived.rows);
  const was = asRecorded(record, relived, baseline);
  const contacts = compareContacts(was.rows, wouldBe.rows);
  return {
    accountId,
    currency,
    timeZone,
    leftOut,
    baseline,
    divergence: firstDivergence(was.rows, wouldBe.rows),
    contacts,
    stages: compareStages(was.rows, wouldBe.rows),
    refused: { was: was.refused, wouldBe: wouldBe.refused },
    money: moneyAtRisk(was, wouldBe, contacts.removed),
    breaches: breaches.filter((breach) => breach.accountId === accountId),
    lives: { was: was.rows, wouldBe: wouldBe.rows, recorded: record.rows.length },
  };
}

/** The journal itself; beyond its last event what this build expects, if it has lived all of the journal again. */
function asRecorded(record: AccountRecord, relived: AccountLived, { differs }: Baseline): AccountLived {
  const refused = refusedIn(record);
  if (!differs) return { ...relived, refused, rows: [...record.rows, ...relived.rows.slice(record.rows.length)] };
  const account = replay(record.rows.map(({ event }) => event));
  return {
    rows: record.rows,
    refused,
    lived: { accountId: record.accountId, account, version: record.rows.length, next: null },
  };
}

const refusedIn = ({ heard }: AccountRecord): Refused[] =>
  heard.flatMap(({ message, refused, heardAt }) =>
    refused === null || !('command' in message)
      ? []
      : [{ messageId: message.id, type: message.command.type, refused, at: heardAt }],
  );
