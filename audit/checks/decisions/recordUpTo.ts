import type { DebtorRecord } from '../../../storage/redecide/debtorRecord';

/**
 * What a build could have known: the record up to the last row that its own turns found or wrote. Later rows may be events that
 * it has never heard of.
 */
export function recordUpTo(record: DebtorRecord, build: string): DebtorRecord {
  const reach = new Map<string, number>();
  for (const turn of record.turns) {
    if (turn.build === build) reach.set(turn.accountId, Math.max(reach.get(turn.accountId) ?? 0, turn.toVersion));
  }
  const last = record.rows.findLastIndex(({ accountId, version }) => version <= (reach.get(accountId) ?? 0));
  return { ...record, rows: record.rows.slice(0, last + 1) };
}
