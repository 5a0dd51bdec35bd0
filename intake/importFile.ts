import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { progressTeller, type Counts, type Progress } from './progress';
import { readRows, type Read } from './readRows';
import { appendRejects, keepRejectsBefore } from './rejectsFile';
import type { Kind, Reject, Rows } from './rowFormat';
import { UnreadableFile } from './unreadableFile';

export type StoredRow<Row> = Readonly<{ line: number; row: Row }>;
export type StoreOutcome = Readonly<{ line: number; outcome: 'added' | 'repeated' | 'conflict'; reason?: string }>;

/** Where the rows go. */
export type Sink<Row> = Readonly<{
  /** The last line of the file with this hash that is stored, 0 if none. */
  alreadyDone(fileSha256: string): Promise<number>;
  /**
   * Stores the rows and the line reached in one transaction; answers each row. Rows that are stored already are answered
   * `repeated` or `conflict` again and change nothing: a resumed import hands over its last batch once more.
   */
  store(fileSha256: string, rows: readonly StoredRow<Row>[], throughLine: number): Promise<readonly StoreOutcome[]>;
}>;

export type ImportOptions<K extends Kind> = Readonly<{
  path: string;
  kind: K;
  rejectsPath: string;
  /** Rows in one transaction. */
  batchRows?: number;
  sink: Sink<Rows[K]>;
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}>;

/** What this run did. `resumedAfterLine` is 0 for a file that was not begun before. */
export type ImportSummary = Counts & Readonly<{ fileSha256: string; resumedAfterLine: number; rejectsPath?: string }>;

/**
 * Imports a file in batches and goes on where an earlier run of the same content stopped. What is not taken goes to the rejects
 * file, line by line. A stop by `signal` throws its reason between two batches. Throws `UnreadableFile` for a file that cannot be
 * read on; what was stored until then stays.
 */
export async function importFile<K extends Kind>(options: ImportOptions<K>): Promise<ImportSummary> {
  const { path, kind, rejectsPath, batchRows = 1000, sink, signal } = options;
  const before = await stat(path);
  const fileSha256 = await sha256Of(path, signal);
  const resumedAfterLine = await sink.alreadyDone(fileSha256);
  const tell = progressTeller(before.size, options.onProgress);
  let counts: Counts = { rows: 0, added: 0, repeated: 0, rejected: 0 };
  let bytesRead = 0;
  let begun = false;
  const onBytes = (bytes: number) => {
    signal?.throwIfAborted();
    tell(counts, (bytesRead = bytes));
  };
  const rows = readRows({ path, kind, onBytes });
  for await (const batch of batchesAfter(rows, resumedAfterLine, batchRows)) {
    signal?.throwIfAborted();
    if (!begun) await keepRejectsBefore(rejectsPath, batch.reads[0]!.line);
    begun = true;
    const stored = await storeBatch(sink, fileSha256, batch.reads);
    await appendRejects(rejectsPath, stored.rejects);
    if (!batch.isAgain) counts = sum(counts, stored.counts);
    tell(counts, bytesRead);
  }
  if (!begun) await keepRejectsBefore(rejectsPath, 0);
  tell(counts, bytesRead, true);
  const after = await stat(path);
  if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw new UnreadableFile(CHANGED);
  return { ...counts, fileSha256, resumedAfterLine, ...((await exists(rejectsPath)) && { rejectsPath }) };
}

const CHANGED = 'The file was changed while it was imported. Import it again once it is complete.';

type Batch<Row> = { reads: Read<Row>[]; isAgain: boolean };

/**
 * Cuts the reads after `doneLine` into batches. Before them comes, once more, what may have been the last batch of the earlier run:
 * if that run died between storing it and writing its rejects, they would be lost otherwise.
 */
async function* batchesAfter<Row>(
  reads: AsyncIterable<Read<Row>>,
  doneLine: number,
  batchRows: number,
): AsyncGenerator<Batch<Row>> {
  let batch: Read<Row>[] = [];
  let isAgain = doneLine > 0;
  for await (const read of reads) {
    const isDone = read.line <= doneLine;
    if (batch.length === batchRows && isDone) batch.shift();
    else if (batch.length === batchRows || (isAgain && !isDone && batch.length > 0)) {
      yield { reads: batch, isAgain };
      batch = [];
    }
    isAgain = isDone;
    batch.push(read);
  }
  if (batch.length > 0) yield { reads: batch, isAgain };
}

async function storeBatch<Row>(sink: Sink<Row>, fileSha256: string, reads: readonly Read<Row>[]) {
  const rows = reads.filter((read) => 'row' in read);
  const rejects: Reject[] = reads.filter((read) => 'reason' in read);
  const outcomes = await sink.store(fileSha256, rows, reads.at(-1)!.line);
  if (outcomes.length !== rows.length) throw new Error(`The sink answered ${outcomes.length} of ${rows.length} rows.`);
  const accountIds = new Map(rows.map(({ line, row }) => [line, (row as { accountId: string }).accountId]));
  for (const { line, outcome, reason = 'says something else than what is stored' } of outcomes) {
    const accountId = accountIds.get(line);
    if (outcome === 'conflict') rejects.push({ line, reason, ...(accountId !== undefined && { accountId }) });
  }
  const count = (wanted: string) => outcomes.filter(({ outcome }) => outcome === wanted).length;
  const counts: Counts = {
    rows: reads.length,
    added: count('added'),
    repeated: count('repeated'),
    rejected: rejects.length,
  };
  return { rejects, counts };
}

const sum = (a: Counts, b: Counts): Counts => ({
  rows: a.rows + b.rows,
  added: a.added + b.added,
  repeated: a.repeated + b.repeated,
  rejected: a.rejected + b.rejected,
});

async function sha256Of(path: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) {
    signal?.throwIfAborted();
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
