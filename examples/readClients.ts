import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';

/** One client in one month: months of delay (1 to 9; not late from -2 to 0), the bill and the payment in TWD. */
export type Month = Readonly<{ status: number; billTwd: number; paidTwd: number }>;

/** A client of the data, with its months from April (first) to September. */
export type Client = Readonly<{ id: number; limitTwd: number; months: readonly Month[] }>;

/** The data names its months from the newest to the oldest; there is no PAY_1. */
const NEWEST_FIRST = [
  ['PAY_0', 'BILL_AMT1', 'PAY_AMT1'],
  ['PAY_2', 'BILL_AMT2', 'PAY_AMT2'],
  ['PAY_3', 'BILL_AMT3', 'PAY_AMT3'],
  ['PAY_4', 'BILL_AMT4', 'PAY_AMT4'],
  ['PAY_5', 'BILL_AMT5', 'PAY_AMT5'],
  ['PAY_6', 'BILL_AMT6', 'PAY_AMT6'],
] as const;

/** Reads the first `limit` clients of the UCI file (.csv or .csv.gz), in the order of the file. Throws when it is another file. */
export async function* readClients(path: string, limit: number): AsyncGenerator<Client> {
  const options = { columns: true, bom: true, to: limit };
  const source = createReadStream(path);
  const stages = path.endsWith('.gz') ? [createGunzip(), parse(options)] : [parse(options)];
  // The error, if any, comes out of the loop below.
  const records = pipeline([source, ...stages], () => {}) as unknown as AsyncIterable<Record<string, string>>;
  for await (const record of records) yield clientOf(record);
}

function clientOf(record: Readonly<Record<string, string>>): Client {
  const whole = (column: string): number => {
    const text = record[column];
    if (text === undefined) throw new Error(`The input has no column ${column}. Give the UCI credit-card file as CSV.`);
    // Number also reads `5.00E+05`, which a spreadsheet left in the data.
    if (text.trim() !== '' && Number.isSafeInteger(Number(text))) return Number(text);
    throw new Error(`Client ${record['ID']}: ${column} is "${text}", not a whole number. Repair the input.`);
  };
  const months = NEWEST_FIRST.toReversed().map(([status, bill, paid]) => ({
    status: whole(status),
    billTwd: whole(bill),
    paidTwd: whole(paid),
  }));
  return { id: whole('ID'), limitTwd: whole('LIMIT_BAL'), months };
}
