import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { instant, type Instant } from '../domain/time';
import type { OverdueRow } from '../intake/overdueRow';
import type { PaymentRow } from '../intake/paymentRow';
import { readRows } from '../intake/readRows';
import type { Rows } from '../intake/rowFormat';

const moment = z.iso.datetime({ offset: true }).transform((text) => instant(Date.parse(text)));
const manifest = z.object({
  startOn: z.iso.date(),
  files: z.array(z.object({ name: z.string(), handedOverAt: moment })),
  payments: z.string(),
  happenings: z.string(),
});

const at = { at: moment, accountId: z.string(), madeUp: z.boolean() };
const happening = z.discriminatedUnion('kind', [
  z.object({ ...at, kind: z.literal('accountRecalled'), because: z.literal('becameCurrent') }),
  z.object({ ...at, kind: z.literal('disputeRaised'), ground: z.string() }),
  z.object({
    ...at,
    kind: z.literal('disputeResolved'),
    upheld: z.boolean(),
    correctedBalanceMinor: z.string().transform(BigInt).optional(),
  }),
  z.object({ ...at, kind: z.literal('fraudClaimed') }),
  z.object({ ...at, kind: z.literal('fraudStatementReceived') }),
  z.object({ ...at, kind: z.literal('fraudDecided'), confirmed: z.boolean() }),
  z.object({
    ...at,
    kind: z.literal('promiseMade'),
    amountMinor: z.string().transform(BigInt),
    promisedOn: z.iso.date(),
  }),
]);

/** Something that the outside world does to an account, at its time. */
export type Happening = z.output<typeof happening>;
export type Timed<Value> = Readonly<{ at: Instant; value: Value }>;

/** A portfolio as the converter makes it, cut down to its first accounts. All lists are in the order of time. */
export type Portfolio = Readonly<{
  startAt: Instant;
  accountIds: ReadonlySet<string>;
  handOvers: readonly Timed<readonly OverdueRow[]>[];
  payments: readonly Timed<PaymentRow>[];
  happenings: readonly Timed<Happening>[];
}>;

/** Reads the first `accounts` accounts, in the order of their ids, of the portfolio in `folder`. Throws when a row is bad. */
export async function readPortfolio(folder: string, accounts: number): Promise<Portfolio> {
  const told = manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const files = await Promise.all(
    told.files.map(async ({ name, handedOverAt }) => ({
      at: handedOverAt,
      rows: await good('overdue', join(folder, name)),
    })),
  );
  const ids = files.flatMap(({ rows }) => rows.map((row) => row.accountId)).toSorted();
  const accountIds = new Set(ids.slice(0, accounts));
  const isTaken = (row: { accountId: string }): boolean => accountIds.has(row.accountId);
  const payments = (await good('payment', join(folder, told.payments))).filter(isTaken);
  return {
    startAt: instant(Date.parse(`${told.startOn}T00:00:00+08:00`)),
    accountIds,
    handOvers: files.map(({ at, rows }) => ({ at, value: rows.filter(isTaken) })),
    payments: payments.map((value) => ({ at: instant(Date.parse(value.paidAt)), value })),
    happenings: (await readHappenings(join(folder, told.happenings))).filter(({ value }) => isTaken(value)),
  };
}

async function good<Kind extends keyof Rows>(kind: Kind, path: string): Promise<Rows[Kind][]> {
  const rows: Rows[Kind][] = [];
  for await (const read of readRows({ path, kind })) {
    if (!('row' in read)) throw new Error(`${path}, line ${read.line}: ${read.reason}`);
    rows.push(read.row);
  }
  return rows;
}

async function readHappenings(path: string): Promise<Timed<Happening>[]> {
  const happenings: Timed<Happening>[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const value = happening.parse(JSON.parse(line));
    happenings.push({ at: value.at, value });
  }
  return happenings;
}
