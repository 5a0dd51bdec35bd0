import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const ROOT = join(__dirname, '../..');
export const FIXTURE = join(__dirname, 'fixtures/uci-first-60-lines.csv');

const directory = mkdtempSync(join(tmpdir(), 'convert-'));
afterAll(() => rmSync(directory, { recursive: true }));

export const temporary = (): string => mkdtempSync(join(directory, 'out-'));

const run = promisify(execFile);

/** Runs the converter in a process of its own. */
export const convert = (...args: string[]) =>
  run(process.execPath, [require.resolve('tsx/cli'), join(ROOT, 'examples/convert.ts'), ...args]);
