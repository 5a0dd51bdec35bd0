import { sql } from 'kysely';
import type { AccountJournal } from '../storage/accountJournals';
import { canonical, sha256 } from '../storage/canonical';
import type { Trx } from '../storage/database';
import { debtorsOf, type Accounts } from './debtorsOf';
import { journalsOf } from './journalsOf';
import { readPack, type Pack, type PackOf } from './pack';
import { recountDebtor, type Findings } from './recountDebtor';

/** A pack that cannot be counted by: its content is not the one that its hash stands for, or is no pack. */
export type UnusablePack = Readonly<{ hash: string; why: 'altered' | 'unreadable' }>;
/** What the journals of one debtor told, or which packs stood in the way. */
export type RecountedDebtor = Accounts &
  Readonly<{ journals: readonly AccountJournal[]; found: Findings | readonly UnusablePack[] }>;

/**
 * Counts the journals of exactly these debtors again, in the snapshot of a transaction. What only all journals together can
 * tell, the letter register, is not asked here.
 */
export async function recountDebtors(trx: Trx, debtorIds: readonly string[]): Promise<readonly RecountedDebtor[]> {
  const debtors: Accounts[] = [];
  for await (const accounts of debtorsOf(trx, debtorIds)) debtors.push(accounts);
  const all = await journalsOf(
    trx,
    debtors.flatMap(({ accountIds }) => accountIds),
  );
  const byAccount = new Map(all.map((journal) => [journal.accountId, journal]));
  const packs = await packsOf(trx, all);
  const until = await latestMoment(trx);
  return debtors.map(({ debtorId, accountIds }) => {
    const journals = accountIds.flatMap((id) => byAccount.get(id) ?? []);
    const unusable = unusableAmong(hashesIn(journals), packs);
    const found = unusable.length > 0 ? unusable : recountDebtor(journals, usable(packs), until);
    return { debtorId, accountIds, journals, found };
  });
}

type Packs = ReadonlyMap<string, Pack | UnusablePack['why']>;

const hashesIn = (journals: readonly AccountJournal[]): ReadonlySet<string> =>
  new Set(journals.flatMap(({ events }) => events.map((event) => event.policy_hash)));

const unusableAmong = (hashes: ReadonlySet<string>, packs: Packs): readonly UnusablePack[] =>
  [...hashes].flatMap((hash) => {
    const why = packs.get(hash);
    return typeof why === 'string' ? [{ hash, why }] : [];
  });

/** A pack that is not kept at all is a breach that the recount itself names. */
const usable =
  (packs: Packs): PackOf =>
  (hash) => {
    const pack = packs.get(hash);
    return typeof pack === 'object' ? pack : undefined;
  };

async function packsOf(trx: Trx, journals: readonly AccountJournal[]): Promise<Packs> {
  const hashes = [...hashesIn(journals)];
  const rows = await trx
    .selectFrom('policies')
    .select(['hash', 'content'])
    .where(sql<boolean>`hash = any(${hashes}::text[])`)
    .execute();
  return new Map(rows.map(({ hash, content }) => [hash, packOf(hash, content)]));
}

function packOf(hash: string, content: unknown): Pack | UnusablePack['why'] {
  if (sha256(canonical(content)) !== hash) return 'altered';
  try {
    return readPack(hash, content);
  } catch {
    return 'unreadable';
  }
}

const ROWS_LOOKED_AT = 1_000;

/** Through which moment the journals tell: among the last rows, because nothing but their order is indexed. */
async function latestMoment(trx: Trx): Promise<number> {
  const { rows } = await sql<{ until: Date | null }>`select max(at) as until
    from (select at from journal order by position desc limit ${ROWS_LOOKED_AT}) latest`.execute(trx);
  return rows[0]?.until?.getTime() ?? 0;
}
