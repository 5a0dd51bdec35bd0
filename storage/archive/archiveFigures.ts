import { sql } from 'kysely';
import type { Db } from '../database';

export type ArchiveFigures = Readonly<{ runs: number; workflows: number; bytes: number; newestClosedAt: Date | null }>;

export async function archiveFigures(db: Db): Promise<ArchiveFigures> {
  const { rows } = await sql<{ runs: bigint; workflows: bigint; bytes: bigint; newest: Date | null }>`
    select count(*) as runs, count(distinct workflow_id) as workflows, coalesce(sum(content_bytes), 0)::bigint as bytes,
      max(closed_at) as newest from archived_runs`.execute(db);
  const { runs, workflows, bytes, newest } = rows[0]!;
  return { runs: Number(runs), workflows: Number(workflows), bytes: Number(bytes), newestClosedAt: newest };
}

/** A run that another one names, and that the archive does not hold: it lives, waits to be kept, or is lost. */
export type NamedRun = Readonly<{ workflowId: string; runId: string }>;
/** `nextPage` '' says that there is no more. */
export type NamedPage = Readonly<{ named: readonly NamedRun[]; nextPage: string }>;

/**
 * What so many archived runs name, in the order of their own ids. One that both of its neighbours name is told by the later
 * of them alone.
 */
export async function namedRunsNotKept(db: Db, page: string, limit: number): Promise<NamedPage> {
  const { rows } = await sql<{ workflow_id: string; last: string; named: string[] }>`
    with page as (select * from archived_runs where run_id > ${page} order by run_id limit ${limit})
    select workflow_id, run_id as last, array(
      select distinct n.run_id from (values (continued_from), (reset_from), (case when not exists
        (select 1 from archived_runs s where s.continued_from = page.continued_to) then continued_to end)) as n(run_id)
      where n.run_id is not null and not exists (select 1 from archived_runs k where k.run_id = n.run_id)) as named
    from page order by run_id`.execute(db);
  return {
    named: rows.flatMap(({ workflow_id: workflowId, named }) => named.map((runId) => ({ workflowId, runId }))),
    nextPage: rows.length < limit ? '' : rows.at(-1)!.last,
  };
}

/** Accounts that have had turns and of which no run was kept, in the order of their ids. Workflows are named by account with `prefix` before it. */
export async function accountsWithoutArchive(
  db: Db,
  { prefix, after, limit }: Readonly<{ prefix: string; after: string; limit: number }>,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from accounts where version > 0 and id > ${after}
      and not exists (select 1 from archived_runs where workflow_id = ${prefix} || accounts.id)
    order by id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}
