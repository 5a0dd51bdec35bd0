import { z } from 'zod';
import type { DebtorRecord } from './debtorRecord';
import { redecideDebtor } from './redecideDebtor';

/** What an audit of any later build asks of this one: a debtor's record, and whose turns are meant. */
const request = z.object({ record: z.custom<DebtorRecord>(), build: z.string() });

/**
 * The one function of a kept build: takes the turns that this build took once more. Text in, text out, so that builds of any age
 * understand each other: `{ record, build }` to a list of `Redecided`. Throws where the record cannot be read.
 */
export function redecide(requestJson: string): string {
  const { record, build } = request.parse(JSON.parse(requestJson));
  return JSON.stringify(
    redecideDebtor(record, (turn) => turn.build === build),
    withBigints,
  );
}

const withBigints = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
