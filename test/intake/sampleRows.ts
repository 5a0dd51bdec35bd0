import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Read } from '../../intake/readRows';
import { readRows } from '../../intake/readRows';
import type { Kind, Rows } from '../../intake/rowFormat';

/** A row of the overdue file that is right; a test changes what it is about. */
export const overdueTexts: Readonly<Record<string, string>> = {
  account_id: 'A-1',
  debtor_id: 'D-1',
  product: 'credit-card',
  currency: 'TWD',
  principal_minor: '100000',
  interest_minor: '2000',
  fees_minor: '300',
  arrears_minor: '50000',
  due_on: '2026-01-15',
  language: 'zh-TW',
  time_zone: 'Asia/Taipei',
  name: '測試 一',
  mobile: '+886900000001',
};

export const paymentTexts: Readonly<Record<string, string>> = {
  payment_id: 'P-1',
  account_id: 'A-1',
  paid_at: '2026-02-01T10:00:00+08:00',
  amount_minor: '5000',
  currency: 'TWD',
};

export const csvOf = (...rows: Readonly<Record<string, string>>[]): string =>
  [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))].map((line) => `${line.join(',')}\n`).join('');

const directory = mkdtempSync(join(tmpdir(), 'intake-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Writes a file into a directory of its own, gives its path. */
export function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(mkdtempSync(join(directory, 'file-')), name);
  writeFileSync(path, content);
  return path;
}

export async function readAll<K extends Kind>(path: string, kind: K): Promise<Read<Rows[K]>[]> {
  const reads: Read<Rows[K]>[] = [];
  for await (const read of readRows({ path, kind })) reads.push(read);
  return reads;
}
