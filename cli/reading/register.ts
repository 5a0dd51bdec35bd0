import type { Db } from '../../storage/database';
import { registerOf, type Register, type RegisterEntry } from '../../storage/queries/letterRegister';
import { onDatabase } from '../findService';
import { print, printJson, say } from '../terminal/print';
import { table } from '../terminal/table';
import { utcMoment } from './localTime';

export type RegisterOptions = Readonly<{ after: number; limit: number; json: boolean }>;

const HEADERS = ['number', 'state', 'account', 'by hand', 'mail number', 'issued at (UTC)', 'changed at (UTC)'];

/**
 * Prints the letter register: one series with its numbers, or all series in a line each. A number that was given and is not
 * there, or is there and was never given, ends with exit code 1 [LETTER-REGISTERED].
 */
export const register = (series: string | undefined, options: RegisterOptions): Promise<void> =>
  onDatabase(async (db) => {
    const { after, limit, json } = options;
    const names = series === undefined ? await seriesOf(db) : [series];
    // A summary of all needs no numbers.
    const page = series === undefined ? { after: 0, limit: 0 } : { after, limit };
    const registers: Register[] = [];
    for (const name of names) registers.push(await registerNamed(db, name, page));
    const isWhole = registers.every(({ gaps, strays }) => gaps.length === 0 && strays.length === 0);
    if (!isWhole) process.exitCode = 1;
    if (json) return printJson({ isWhole, series: registers });
    print(registers.map((one) => textOf(one)).join('\n\n') || 'No letter was ever issued.');
    const [shown] = registers;
    if (series !== undefined && shown && after + limit < shown.lastNumber)
      say(`There are more: add --after ${after + limit}`);
  });

async function seriesOf(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('letter_series').select('series').orderBy('series').execute();
  return rows.map((row) => row.series);
}

async function registerNamed(db: Db, series: string, page: { after: number; limit: number }): Promise<Register> {
  const found = await registerOf(db, series, page);
  if (found) return found;
  throw new Error(`No number of a series ${series} was ever given; \`arrears register\` lists the series.`);
}

function textOf({ series, lastNumber, states, gaps, strays, entries }: Register): string {
  const counted = Object.entries(states).map(([state, count]) => `${count} ${state}`);
  const head = `Series ${series}: ${lastNumber} numbers${counted.length > 0 ? `: ${counted.join(', ')}` : ''}.`;
  const parts = [
    head,
    entries.length > 0 ? table(HEADERS, entries.map(cellsOf)) : undefined,
    gaps.length > 0 ? `GAP: given and not in the register: ${gaps.join(', ')}` : undefined,
    strays.length > 0 ? `STRAY: in the register and never given: ${strays.join(', ')}` : undefined,
    gaps.length + strays.length === 0 ? 'The register has no gap.' : undefined,
  ];
  return parts.filter((part) => part !== undefined).join('\n');
}

const cellsOf = (entry: RegisterEntry): (string | null)[] => [
  String(entry.number),
  entry.state,
  entry.accountId,
  entry.byHand ? 'yes' : null,
  entry.mailNumber,
  entry.issuedAt && utcMoment(entry.issuedAt),
  entry.changedAt && utcMoment(entry.changedAt),
];
