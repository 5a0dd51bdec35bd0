import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { overdueColumns } from '../intake/overdueRow';
import { paymentColumns } from '../intake/paymentRow';
import type { Told } from './distribution';
import { handOversOf } from './handOver';
import { ATTRIBUTION } from './portfolioReadme';

/** Writes the files of a portfolio, all but its README, into a directory that is made if need be. `clients` is how many were read. */
export async function writePortfolio(
  out: string,
  startOn: string,
  clients: number,
  portfolio: readonly Told[],
): Promise<void> {
  await mkdir(out, { recursive: true });
  const files = handOversOf(startOn);
  for (const { name } of files) {
    const rows = portfolio.filter(({ account }) => account.handOver.name === name).map(({ account }) => account.texts);
    await writeCsv(join(out, name), Object.keys(overdueColumns), rows);
  }
  await writeCsv(join(out, 'payments.csv'), Object.keys(paymentColumns), paymentTexts(portfolio));
  await pipeline(Readable.from(happeningLines(portfolio)), createWriteStream(join(out, 'happenings.jsonl')));
  const manifest = {
    startOn,
    currency: 'TWD',
    files: files.map(({ name, at }) => ({ name, handedOverAt: at })),
    payments: 'payments.csv',
    happenings: 'happenings.jsonl',
    clients,
    accounts: portfolio.length,
    attribution: ATTRIBUTION,
  };
  await writeFile(join(out, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

const writeCsv = (path: string, columns: string[], rows: readonly object[]): Promise<void> =>
  pipeline(Readable.from(rows), stringify({ header: true, columns }), createWriteStream(path));

/** In the order of time; at the same minute, of the account. */
function paymentTexts(portfolio: readonly Told[]): Record<string, string>[] {
  const payments = portfolio.flatMap(({ life }) => life.payments);
  return payments.toSorted(byTime(({ paidAt }) => paidAt)).map((payment) => ({
    payment_id: payment.paymentId,
    account_id: payment.accountId,
    paid_at: payment.paidAt,
    amount_minor: String(payment.amountMinor),
    currency: 'TWD',
    method: payment.method,
  }));
}

function* happeningLines(portfolio: readonly Told[]): Generator<string> {
  const all = portfolio.flatMap(({ account, life }) =>
    life.happenings.map(({ at, kind, details }) => {
      const madeUp = kind !== 'accountRecalled';
      return { at, accountId: account.accountId, kind, madeUp, ...details };
    }),
  );
  for (const happening of all.toSorted(byTime(({ at }) => at))) yield `${JSON.stringify(happening, withBigints)}\n`;
}

const withBigints = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

const byTime =
  <T>(timeOf: (item: T) => string) =>
  (a: T, b: T): number =>
    timeOf(a) < timeOf(b) ? -1 : Number(timeOf(a) > timeOf(b));
