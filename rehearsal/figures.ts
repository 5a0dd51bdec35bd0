import { sql } from 'kysely';
import { DAY_MS, type Instant } from '../domain/time';
import type { Db } from '../storage/database';

type Counts = Readonly<Record<string, number>>;

/** What a rehearsal has come to by a moment of its own time. Amounts are minor units of the portfolio's one currency. */
export type Figures = Readonly<{
  accountsByStage: Counts;
  closedByReason: Counts;
  contactsByChannel: Counts;
  suppressedByRule: Counts;
  windowsMissed: number;
  outcomesUnknown: number;
  letters: Counts;
  referrals: Counts;
  /** By kind, settled or not. */
  escalations: Counts;
  handedOverMinor: bigint;
  recoveredMinor: bigint;
  payments: number;
  refunds: number;
  events: number;
  /** Facts that wait for accounts which nobody handed over. */
  unmatched: number;
  /** How long ago, in rehearsed hours, the account that is most overdue should have woken. */
  latenessHours: number;
}>;

type Row = { kind: string; name: string; n: number };

/** Reads all figures in two statements. */
export async function figuresOf(db: Db, now: Instant): Promise<Figures> {
  const { rows } = await sql<Row>`
    select 'stage' as kind, case status when 'closed' then 'closed' else coalesce(stage, 'handedOver') end as name, count(*)::int as n
      from accounts group by 2
    union all select 'closed', closed_because, count(*)::int from accounts where status = 'closed' group by 2
    union all select 'contact', channel, count(*)::int from attempts
      where counts and status not in ('reserved', 'unavailable') group by 2
    union all select 'suppressed', rule, count(*)::int from attempts where status in ('suppressed', 'withdrawn') group by 2
    union all select 'missed', '', count(*)::int from attempts where status = 'missed'
    union all select 'unknown', '', count(*)::int from attempts where status = 'unknown'
    union all select 'letter', status, count(*)::int from letters group by 2
    union all select 'referral', status, count(*)::int from referrals group by 2
    union all select 'escalation', kind, count(*)::int from escalations group by 2
    union all select 'events', '', count(*)::int from journal
    union all select 'unmatched', '', count(*)::int from inbox left join accounts on accounts.id = inbox.account_id
      where accounts.id is null and inbox.heard_version is null`.execute(db);
  const money = await readMoney(db, now);
  const named = (kind: string): Counts =>
    Object.fromEntries(rows.filter((row) => row.kind === kind).map((row) => [row.name, row.n]));
  const only = (kind: string): number => rows.find((row) => row.kind === kind)?.n ?? 0;
  return {
    accountsByStage: named('stage'),
    closedByReason: named('closed'),
    contactsByChannel: named('contact'),
    suppressedByRule: named('suppressed'),
    windowsMissed: only('missed'),
    outcomesUnknown: only('unknown'),
    letters: named('letter'),
    referrals: named('referral'),
    escalations: named('escalation'),
    events: only('events'),
    unmatched: only('unmatched'),
    ...money,
  };
}

async function readMoney(db: Db, now: Instant) {
  const { rows } = await sql<{ opened: bigint; recovered: bigint; payments: number; refunds: number; late_ms: number }>`
    select (select coalesce(sum(opened_minor), 0)::bigint from accounts) as opened,
      (select coalesce(sum(amount_minor - refund_minor), 0)::bigint from payments) as recovered,
      (select count(*)::int from payments) as payments,
      (select count(*)::int from payments where refund_minor > 0) as refunds,
      (select coalesce(extract(epoch from max(${new Date(now)}::timestamptz - next_at)) * 1000, 0)::float from accounts
        where status = 'open' and next_at < ${new Date(now)}) as late_ms`.execute(db);
  const { opened, recovered, payments, refunds, late_ms } = rows[0]!;
  const latenessHours = Math.round((late_ms / DAY_MS) * 24 * 10) / 10;
  return { handedOverMinor: opened, recoveredMinor: recovered, payments, refunds, latenessHours };
}
