import type { Currency } from '../../domain/money';
import { formatMoney } from '../../domain/money';
import { listAccounts, type AccountFilter, type Page } from '../../storage/queries/accounts';
import { onDatabase } from '../findService';
import { print, printJson, say } from '../terminal/print';
import { table } from '../terminal/table';
import { utcMoment } from './localTime';
import { openEscalations } from './openEscalations';

export type ListOptions = Omit<AccountFilter, 'bucket'> & Page & Readonly<{ json: boolean }>;
type Row = Awaited<ReturnType<typeof listAccounts>>[number] & Readonly<{ escalations: readonly string[] }>;

const HEADERS = [
  'account',
  'status',
  'stage',
  'bucket',
  'holds',
  'escalated',
  'balance',
  'in arrears',
  'next at (UTC)',
  'waits for',
];

/** Prints one page of the accounts that the filter leaves, by id. */
export const list = ({ stage, status, hold, after, limit, json }: ListOptions): Promise<void> =>
  onDatabase(async (db) => {
    // One more than asked for says whether there is a next page.
    const found = await listAccounts(db, { stage, status, hold }, { after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const open = await openEscalations(
      db,
      page.map(({ id }) => id),
    );
    const rows = page.map((row) => ({ ...row, escalations: open.get(row.id) ?? [] }));
    const next = found.length > limit ? rows.at(-1)!.id : null;
    if (json) return printJson({ accounts: rows.map(rawOf), next });
    print(table(HEADERS, rows.map(cellsOf)));
    if (next !== null) say(`There are more: add --after ${next}`);
  });

function cellsOf(row: Row): (string | null)[] {
  const money = (minor: bigint | null) => (minor === null ? null : formatMoney(minor, row.currency as Currency));
  const status = row.closed_because === null ? row.status : `${row.status}: ${row.closed_because}`;
  const nextAt = row.next_at && utcMoment(row.next_at);
  const holds = row.holds.join(', ') || null;
  const escalated = row.escalations.join(', ') || null;
  const amounts = [money(row.balance_minor), money(row.arrears_minor)];
  return [row.id, status, row.stage, row.bucket, holds, escalated, ...amounts, nextAt, row.waits_for];
}

const rawOf = (row: Row) => ({
  id: row.id,
  debtorId: row.debtor_id,
  status: row.status,
  stage: row.stage,
  bucket: row.bucket,
  holds: row.holds,
  escalations: row.escalations,
  risk: row.risk,
  currency: row.currency,
  balanceMinor: row.balance_minor,
  arrearsMinor: row.arrears_minor,
  dueOn: row.due_on,
  waitsFor: row.waits_for,
  nextAt: row.next_at,
  closedBecause: row.closed_because,
});
