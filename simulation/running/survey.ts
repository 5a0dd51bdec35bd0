import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { addDays, type Day } from '../../domain/time';
import type { Reject } from '../../intake/rowFormat';
import { portfolioRows } from './portfolioRows';

/** What a portfolio's file holds, as a whole; `reject` hears of every row that is not taken, as an import would tell it. */
export type Survey = Readonly<{
  sha256: string;
  rows: number;
  rejected: number;
  firstRejects: readonly Reject[];
  currencies: Readonly<Record<string, number>>;
  products: Readonly<Record<string, number>>;
  /** The day after the latest due date: then every account is overdue. */
  startOn: Day;
}>;

const SHOWN_REJECTS = 5;
/** Rejects are told so many at a time. */
const TOLD_AT_ONCE = 500;

type Options = Readonly<{
  path: string;
  tellRejects?: (rejects: readonly Reject[]) => Promise<void>;
  onRows?: (rows: number) => void;
  signal: AbortSignal;
}>;

/** Reads the file once, so that what is wrong with it is said before anything is lived. Throws when no row of it can be used. */
export async function survey({ path, tellRejects, onRows, signal }: Options): Promise<Survey> {
  const sha256 = await sha256Of(path, signal);
  const currencies = new Map<string, number>();
  const products = new Map<string, number>();
  const firstRejects: Reject[] = [];
  let untold: Reject[] = [];
  let rows = 0;
  let rejected = 0;
  let latestDueOn = '';
  for await (const read of portfolioRows(path)) {
    signal.throwIfAborted();
    if ('reason' in read) {
      rejected += 1;
      if (firstRejects.length < SHOWN_REJECTS) firstRejects.push(read);
      untold.push(read);
      if (untold.length >= TOLD_AT_ONCE) untold = await tell(untold, tellRejects);
      continue;
    }
    const { currency, product, dueOn } = read.row;
    rows += 1;
    add(currencies, currency);
    add(products, product);
    if (dueOn > latestDueOn) latestDueOn = dueOn;
    onRows?.(rows);
  }
  await tell(untold, tellRejects);
  if (rows === 0) throw new Error(`${path} holds no account that can be used${reasonOf(firstRejects)}.`);
  return {
    sha256,
    rows,
    rejected,
    firstRejects,
    currencies: Object.fromEntries(currencies),
    products: Object.fromEntries(products),
    startOn: addDays(latestDueOn as Day, 1),
  };
}

async function tell(rejects: Reject[], tellRejects: Options['tellRejects']): Promise<Reject[]> {
  if (rejects.length > 0) await tellRejects?.(rejects);
  return [];
}

const add = (counts: Map<string, number>, word: string): void => void counts.set(word, (counts.get(word) ?? 0) + 1);

const reasonOf = ([first]: readonly Reject[]): string => (first ? `; line ${first.line}: ${first.reason}` : '');

async function sha256Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) {
    signal.throwIfAborted();
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
