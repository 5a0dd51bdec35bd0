import { sql, type QueryCreator } from 'kysely';
import type { AttemptRow, EscalationRow, LetterRow, PaymentRow, ReferralRow, Tables } from '../database';

/** A change to one projected row: a whole new row, or some columns of one that exists. */
export type RowChange =
  | Readonly<{ table: 'attempts'; id: string; insert?: AttemptRow; set?: Partial<AttemptRow> }>
  | Readonly<{ table: 'payments'; id: string; insert?: PaymentRow; set?: Partial<PaymentRow> }>
  | Readonly<{ table: 'letters'; id: string; insert?: LetterRow; set?: Partial<LetterRow> }>
  | Readonly<{ table: 'referrals'; id: string; insert?: ReferralRow; set?: Partial<ReferralRow> }>
  | Readonly<{ table: 'escalations'; id: string; insert?: EscalationRow; set?: Partial<EscalationRow> }>;

/** One statement can touch a row once, so all changes of a turn to one row become one. */
export function mergeChanges(changes: readonly RowChange[]): RowChange[] {
  const merged = new Map<string, RowChange>();
  for (const change of changes) {
    const key = `${change.table}/${change.id}`;
    const before = merged.get(key);
    merged.set(key, before ? mergePair(before, change) : change);
  }
  return [...merged.values()];
}

/** What is set on a row that is not there yet changes nothing, so a row that is inserted begins anew. */
const mergePair = (before: RowChange, after: RowChange): RowChange => {
  if (after.insert) return after;
  if (before.insert) return { ...before, insert: { ...before.insert, ...after.set } } as RowChange;
  return { ...before, set: { ...before.set, ...after.set } } as RowChange;
};

export const KEYS = {
  attempts: 'id',
  payments: 'payment_id',
  letters: 'register_number',
  referrals: 'id',
  escalations: 'id',
} as const;

/**
 * One change of a turn, for a `with` clause of the statement that writes it: nothing is changed unless its `guard` has found
 * the account. Only the account's own rows are changed, whatever id a report from outside may name.
 */
export function applyChange(change: RowChange, accountId: string) {
  const isGuarded = sql<boolean>`exists (select 1 from guard)`;
  return (qc: QueryCreator<Tables>) => {
    if (change.insert) {
      const values = sql.join(Object.values(change.insert));
      const inserted = qc
        .insertInto(change.table)
        .columns(Object.keys(change.insert) as never)
        .expression(sql`select ${values} where ${isGuarded}`);
      if (change.table !== 'escalations') return inserted;
      // Only these come back under the same id: what ended may be raised again.
      return inserted.onConflict((conflict) =>
        conflict.columns(['account_id', 'id'] as never).doUpdateSet(change.insert as never),
      );
    }
    return qc
      .updateTable(change.table)
      .set(change.set as never)
      .where(KEYS[change.table] as never, '=', change.id as never)
      .where('account_id' as never, '=', accountId as never)
      .where(isGuarded);
  };
}
