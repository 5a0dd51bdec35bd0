import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { bench } from './bench';
import { FULL, QUICK } from './sizes';
import { table } from './table';

/** Measures, keeps the results in the file `out` and prints them, as a table or as JSON; progress goes to standard error. */
export async function runBench({ quick, json, out }: Readonly<{ quick: boolean; json: boolean; out: string }>) {
  const results = await bench(quick ? QUICK : FULL, (text) => process.stderr.write(`${text}\n`));
  const asJson = `${JSON.stringify(results, null, 2)}\n`;
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, asJson);
  process.stdout.write(json ? asJson : `${table(results)}\n`);
}
