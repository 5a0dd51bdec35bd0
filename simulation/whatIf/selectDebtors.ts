import { sql } from 'kysely';
import type { Stage } from '../../domain/events';
import { instant, type Instant } from '../../domain/time';
import type { Db, Trx } from '../../storage/database';

/** Which accounts are asked about: one, all, those that follow a pack in any version, or those in a stage. */
export type Selection =
  | Readonly<{ of: 'account'; accountId: string }>
  | Readonly<{ of: 'all' }>
  | Readonly<{ of: 'pack'; packId: string }>
  | Readonly<{ of: 'stage'; stage: Stage }>;

/** A debtor with every account, because the caps are the debtor's, and which of them are asked about. */
export type Selected = Readonly<{ debtorId: string; accountIds: readonly string[]; asked: readonly string[] }>;

export class NothingSelected extends Error {
  override readonly name = 'NothingSelected';
}

const DEBTORS_PER_PAGE = 200;

/** Debtors with an account that is asked about, by id. Memory holds a page of them. Throws where there is none. */
export async function* selectDebtors(trx: Trx, selection: Selection): AsyncGenerator<Selected> {
  let found = false;
  for (let after = ''; ;) {
    const { rows } = await sql<{ debtor_id: string; ids: string[]; asked: string[] }>`
      with page as (
        select a.debtor_id, array_agg(a.id order by a.id) as asked from accounts a
        where ${isAsked(selection)} and a.debtor_id > ${after}
        group by a.debtor_id order by a.debtor_id limit ${DEBTORS_PER_PAGE})
      select page.debtor_id, page.asked, (
        select array_agg(o.id order by o.id) from accounts o where o.debtor_id = page.debtor_id) as ids
      from page order by page.debtor_id`.execute(trx);
    for (const { debtor_id: debtorId, ids, asked } of rows) yield { debtorId, accountIds: ids, asked };
    found ||= rows.length > 0;
    if (!found) throw new NothingSelected(whyNothing(selection));
    if (rows.length < DEBTORS_PER_PAGE) return;
    after = rows.at(-1)!.debtor_id;
  }
}

/** When the last of the accounts that are asked about was handed over; null where none was by then. */
export async function lastHandOverOf(db: Db, selection: Selection, until: Instant): Promise<Instant | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(j.at) as at from accounts a join journal j on j.account_id = a.id and j.version = 1
    where ${isAsked(selection)} and j.at <= ${new Date(until)}`.execute(db);
  const at = rows[0]?.at;
  return at ? instant(at.getTime()) : null;
}

function isAsked(selection: Selection) {
  switch (selection.of) {
    case 'account':
      return sql`a.id = ${selection.accountId}`;
    case 'all':
      return sql`true`;
    case 'pack':
      return sql`a.policy_hash in (select hash from policies where id = ${selection.packId})`;
    case 'stage':
      return sql`a.stage = ${selection.stage}`;
  }
}

function whyNothing(selection: Selection): string {
  switch (selection.of) {
    case 'account':
      return `Nobody handed over an account ${selection.accountId}.`;
    case 'all':
      return 'No account was handed over yet.';
    case 'pack':
      return `No account follows a pack ${selection.packId}.`;
    case 'stage':
      return `No account is in the stage ${selection.stage}.`;
  }
}
