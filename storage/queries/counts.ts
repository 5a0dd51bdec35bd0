import { sql } from 'kysely';
import type { Db } from '../database';

export type Counts = Readonly<{
  inboxWaiting: number;
  unmatched: number;
  accounts: readonly Readonly<{ stage: string; status: string; count: number }>[];
  suppressed: readonly Readonly<{ rule: string; count: number }>[];
  escalations: readonly Readonly<{ kind: string; count: number }>[];
}>;

/** Numbers for the metrics; each is a scan of an index or a table, so ask now and then only. */
export async function countAll(db: Db): Promise<Counts> {
  const waiting = sql<{ known: boolean; count: number }>`
    select accounts.id is not null as known, count(*)::int as count
    from inbox left join accounts on accounts.id = inbox.account_id where inbox.heard_version is null group by 1`;
  const accounts = sql<Counts['accounts'][number]>`
    select coalesce(stage, 'none') as stage, status, count(*)::int as count from accounts group by 1, 2`;
  const suppressed = sql<Counts['suppressed'][number]>`
    select rule, count(*)::int as count from attempts where status = 'suppressed' group by 1`;
  const escalations = sql<Counts['escalations'][number]>`
    select kind, count(*)::int as count from escalations where settled_at is null group by 1`;
  const [inbox, byStage, byRule, byKind] = await Promise.all([
    waiting.execute(db),
    accounts.execute(db),
    suppressed.execute(db),
    escalations.execute(db),
  ]);
  const waitingIf = (known: boolean): number => inbox.rows.find((row) => row.known === known)?.count ?? 0;
  return {
    inboxWaiting: waitingIf(true),
    unmatched: waitingIf(false),
    accounts: byStage.rows,
    suppressed: byRule.rows,
    escalations: byKind.rows,
  };
}
