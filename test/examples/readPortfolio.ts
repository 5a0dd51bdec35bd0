import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRows } from '../../intake/readRows';
import type { Kind, Rows } from '../../intake/rowFormat';
import { ROOT } from './runConvert';

export const DAY_MS = 86_400_000;
export const SAMPLE = join(ROOT, 'examples/sample');

export async function rowsOf<K extends Kind>(where: string, name: string, kind: K): Promise<Rows[K][]> {
  const rows: Rows[K][] = [];
  for await (const read of readRows({ path: join(where, name), kind })) {
    if ('reason' in read) throw new Error(`${name}, line ${read.line}: ${read.reason}`);
    rows.push(read.row);
  }
  return rows;
}

export const FILES = Array.from({ length: 24 }, (_, index) => `overdue-${String(index + 1).padStart(2, '0')}.csv`);
export const text = (where: string, name: string) => readFileSync(join(where, name), 'utf8');
export const lines = (where: string, name: string) => text(where, name).trimEnd().split('\n');

type Manifest = { startOn: string; files: { name: string; handedOverAt: string }[]; clients: number; accounts: number };
export const manifestOf = (where: string) => JSON.parse(text(where, 'manifest.json')) as Manifest;

export type Told = { at: string; accountId: string; kind: string; madeUp: boolean; [detail: string]: unknown };
export const happeningsOf = (directory: string) =>
  lines(directory, 'happenings.jsonl').map((line) => JSON.parse(line) as Told);

/** The accounts of the sample with the moment of their hand-over. */
export async function sampleAccounts() {
  const accounts = [];
  for (const { name, handedOverAt } of manifestOf(SAMPLE).files) {
    for (const row of await rowsOf(SAMPLE, name, 'overdue')) accounts.push({ row, handedOverAt });
  }
  return accounts;
}
