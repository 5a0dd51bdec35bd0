import type { QueryCreator } from 'kysely';
import type { AttemptRow, LetterRow, PaymentRow, ReferralRow, Tables } from '../database';

/** A change to one projected row: a whole new row, or some columns of one that exists. */
export type RowChange =
  | Readonly<{ table: 'attempts'; id: string; insert?: AttemptRow; set?: Partial<AttemptRow> }>
  | Readonly<{ table: 'payments'; id: string; insert?: PaymentRow; set?: Partial<PaymentRow> }>
  | Readonly<{ table: 'letters'; id: string; insert?: LetterRow; set?: Partial<LetterRow> }>
  | Readonly<{ table: 'referrals'; id: string; insert?: ReferralRow; set?: Partial<ReferralRow> }>;

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

const mergePair = (before: RowChange, after: RowChange): RowChange =>
  (before.insert
    ? { ...before, insert: { ...before.insert, ...after.set } }
    : { ...before, set: { ...before.set, ...after.set } }) as RowChange;

const KEYS = {
  attempts: 'id',
  payments: 'payment_id',
  letters: 'register_number',
  referrals: 'id',
} as const;

/** The statement that carries out one change; made for a `with` clause or to be run by itself. */
export function applyChange(change: RowChange) {
  return (qc: QueryCreator<Tables>) => {
    if (change.insert) return qc.insertInto(change.table).values(change.insert);
    const update = qc
      .updateTable(change.table)
      .set(change.set as never)
      .where(KEYS[change.table] as never, '=', change.id as never);
    // Payment ids are the bank's, unique for an account only.
    const account_id = change.set?.account_id;
    return account_id === undefined ? update : update.where('account_id' as never, '=', account_id as never);
  };
}
