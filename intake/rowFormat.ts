import type { z } from 'zod';
import { accountId } from './fields';
import { overdueColumns, overdueRow, type OverdueRow } from './overdueRow';
import { paymentColumns, paymentRow, type PaymentRow } from './paymentRow';
import { UnreadableFile } from './unreadableFile';

export type Rows = { overdue: OverdueRow; payment: PaymentRow };
export type Kind = keyof Rows;

/** A row that is not taken, and why. The account id is there where it could be read. */
export type Reject = Readonly<{ line: number; reason: string; accountId?: string }>;
export type Checked<Row> = Readonly<{ row: Row }> | Readonly<Omit<Reject, 'line'>>;

const schemas: { [K in Kind]: z.ZodType<Rows[K]> } = { overdue: overdueRow, payment: paymentRow };
const columnsOf: Record<Kind, Readonly<Record<string, z.ZodType>>> = {
  overdue: overdueColumns,
  payment: paymentColumns,
};

/** Only what cannot name or reach a person is repeated in a reason. */
const quotable = new Set([
  'product',
  'currency',
  'principal_minor',
  'interest_minor',
  'fees_minor',
  'arrears_minor',
  'credit_limit_minor',
  'due_on',
  'language',
  'time_zone',
  'overdue_reason',
  'repayment_history',
  'has_assets',
  'paid_at',
  'amount_minor',
  'method',
]);

/** Takes the texts of one row by column name, gives the row or the reason, in words, why it is none. */
export function checkRow<K extends Kind>(kind: K, values: Readonly<Record<string, unknown>>): Checked<Rows[K]> {
  const result = schemas[kind].safeParse(values);
  if (result.success) return { row: result.data };
  const reasons = result.error.issues.slice(0, 5).map((issue) => reasonOf(issue, values));
  const readable = accountId.safeParse(values['account_id']);
  return { reason: [...new Set(reasons)].join('; '), ...(readable.success && { accountId: readable.data }) };
}

function reasonOf(issue: z.core.$ZodIssue, values: Readonly<Record<string, unknown>>): string {
  if (issue.code === 'unrecognized_keys') return `unknown column ${issue.keys.map(columnName).join(', ')}`;
  const column = String(issue.path[0]);
  const value = values[column];
  if (value === undefined && issue.code !== 'custom') return `${column}: is missing`;
  if (typeof value !== 'string' && value !== undefined) return `${column}: must be a text`;
  return `${column}${quote(column, value ?? '')}: ${issue.message}`;
}

/** Digits alone stay out as well: where columns have slipped they may be a phone or card number. */
function quote(column: string, value: string): string {
  const harmless = quotable.has(column) && /^[\w.,:+/|-]{1,40}$/.test(value) && !/^\+?\d+$/.test(value);
  return harmless ? ` "${value}"` : '';
}

/** A column name as it may be shown: what does not look like one could be somebody's data. */
const columnName = (name: string): string => (/^\w{1,40}$/.test(name) ? `"${name}"` : '(not a column name)');

/** Takes the header of a CSV file; throws `UnreadableFile` unless each column is known, none is twice and none is missing. */
export function checkHeader(kind: Kind, header: readonly string[]): void {
  const known = columnsOf[kind];
  if (!header.some((name) => Object.hasOwn(known, name))) {
    const expected = Object.keys(known).join(',');
    throw new UnreadableFile(`The first line is not the header of ${kind} rows. Put this line first: ${expected}`);
  }
  for (const [index, name] of header.entries()) {
    const where = `column ${index + 1} of the header`;
    if (!Object.hasOwn(known, name))
      throw new UnreadableFile(`Unknown column ${columnName(name)}, ${where}. Remove or rename it.`);
    if (header.indexOf(name) < index)
      throw new UnreadableFile(`The column "${name}" is there twice (${where}). Remove one.`);
  }
  const missing = Object.keys(known).filter(
    (name) => !header.includes(name) && !known[name]?.safeParse(undefined).success,
  );
  if (missing.length > 0) throw new UnreadableFile(`The header lacks the column ${missing.join(', ')}. Add it.`);
}
