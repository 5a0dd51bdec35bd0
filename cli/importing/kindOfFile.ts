import { readBytes } from '../../intake/readBytes';
import { readLines } from '../../intake/readLines';
import type { Kind } from '../../intake/rowFormat';

/** Columns that only one kind of file has, and always has. */
const MARKS: readonly (readonly [Kind, RegExp])[] = [
  ['payment', /\bpayment_id\b/],
  ['overdue', /\bdebtor_id\b/],
];

/** Which kind of file it is, told by its first line: the header of a CSV file or the keys of the first object. */
export async function kindOfFile(path: string): Promise<Kind> {
  for await (const lines of readLines(readBytes(path))) {
    const first = lines.find(({ text }) => text !== '')?.text;
    if (first === undefined) continue;
    const kind = MARKS.find(([, mark]) => mark.test(first))?.[0];
    if (kind) return kind;
    break;
  }
  throw new Error(
    'The first line names neither payment_id nor debtor_id. Add the header, or say --kind overdue or payment.',
  );
}
