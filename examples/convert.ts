import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { distribution, type Told } from './distribution';
import { lateAccount } from './lateAccount';
import { lifeOf } from './lifeOf';
import { portfolioReadme } from './portfolioReadme';
import { readClients } from './readClients';
import { writePortfolio } from './writePortfolio';

/** `tsx examples/convert.ts`: makes a portfolio from the UCI data. */
const program = new Command('convert')
  .description('Makes weekly overdue files, payments and happenings from the UCI credit-card data (CC BY 4.0).')
  .requiredOption('--input <file>', 'the UCI data, .csv or .csv.gz')
  .requiredOption('--start <day>', 'the day on which the first month of the data begins, as 2026-01-01', day)
  .requiredOption('--out <directory>', 'where to write; files of the same names are replaced')
  .option('--clients <number>', 'take the first clients only; their accounts stay the same', count)
  .action(convert);

/** The portfolio is sorted in memory; the data has 30,000 clients. */
const MOST_CLIENTS = 1_000_000;

type Options = Readonly<{ input: string; start: string; out: string; clients?: number }>;

async function convert({ input, start, out, clients: limit = MOST_CLIENTS }: Options): Promise<void> {
  const portfolio: Told[] = [];
  let clients = 0;
  for await (const client of readClients(input, limit)) {
    clients += 1;
    const account = lateAccount(client, portfolio.length + 1, start);
    if (account) portfolio.push({ account, life: lifeOf(account) });
  }
  if (portfolio.length === 0) throw new Error(`No client of ${input} is ever late. Is it the UCI credit-card data?`);
  await writePortfolio(out, start, clients, portfolio);
  const tables = distribution(start, portfolio);
  const command = `npx tsx examples/convert.ts --input uci.csv.gz --start ${start} --clients ${clients} --out DIR`;
  await writeFile(join(out, 'README.md'), portfolioReadme(command, tables));
  process.stdout.write(`${portfolio.length} accounts of ${clients} clients written to ${out}\n\n${tables}`);
}

function day(text: string): string {
  if (z.iso.date().safeParse(text).success) return text;
  throw new InvalidArgumentError('Give a day that exists, as YYYY-MM-DD.');
}

function count(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1.');
}

program.parseAsync().catch((error: unknown) => {
  program.error(`error: ${error instanceof Error ? error.message : String(error)}`);
});
