import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Command } from 'commander';
import { fitModel } from '../simulation/fitting/behaviourModel';
import { observationsOf } from '../simulation/fitting/observe';
import { readClients, type Client } from './readClients';

/** `tsx examples/fitBehaviour.ts`: counts how late clients of the UCI data pay, for `arrears simulate`. */
const MODEL = join(__dirname, '..', 'simulation', 'models', 'late-card-clients.json');
const MOST_CLIENTS = 1_000_000;

type Options = Readonly<{ input: string; out: string; extract?: string }>;

const program = new Command('fit-behaviour')
  .description('Fits the behaviour model of `arrears simulate` from the UCI credit-card data (CC BY 4.0).')
  .requiredOption('--input <file>', 'the UCI data or an extract of it, .csv or .csv.gz')
  .option('--out <file>', 'where to write the model; a file of this name is replaced', MODEL)
  .option('--extract <file>', 'also write what the fit needs of the data to this .csv.gz, for the same model from less')
  .action(async ({ input, out, extract }: Options) => {
    const model = await fitModel(readClients(input, MOST_CLIENTS));
    await writeFile(out, `${JSON.stringify(model, null, 2)}\n`);
    if (extract !== undefined) await writeFile(extract, await extractOf(input));
    const { lateClients, observations, check } = model;
    process.stdout.write(`${lateClients} late clients, ${observations} months, written to ${out}\n`);
    process.stdout.write(`${JSON.stringify(check, null, 2)}\n`);
  });

/** The clients that the fit looks at, without what it does not: limit, sex, education, marriage, age. */
async function extractOf(input: string): Promise<Buffer> {
  const newestFirst = [1, 2, 3, 4, 5, 6];
  const statuses = ['PAY_0', 'PAY_2', 'PAY_3', 'PAY_4', 'PAY_5', 'PAY_6'];
  const amounts = (name: string): string[] => newestFirst.map((month) => `${name}${month}`);
  const lines = [['ID', 'LIMIT_BAL', ...statuses, ...amounts('BILL_AMT'), ...amounts('PAY_AMT')].join(',')];
  for await (const client of readClients(input, MOST_CLIENTS)) {
    if (observationsOf(client.months).length > 0) lines.push(lineOf(client));
  }
  return gzipSync(`${lines.join('\n')}\n`, { level: 9 });
}

function lineOf({ id, months }: Client): string {
  const newestFirst = months.toReversed();
  return [
    id,
    0,
    ...newestFirst.map(({ status }) => status),
    ...newestFirst.map(({ billTwd }) => billTwd),
    ...newestFirst.map(({ paidTwd }) => paidTwd),
  ].join(',');
}

program.parseAsync().catch((error: unknown) => {
  program.error(`error: ${error instanceof Error ? error.message : String(error)}`);
});
