import { csvRecords } from './csvRecords';
import { jsonRecords, type JsonRecord } from './jsonRecords';
import { readBytes } from './readBytes';
import { readLines, type Line } from './readLines';
import { checkHeader, checkRow, type Kind, type Reject, type Rows } from './rowFormat';
import { UnreadableFile } from './unreadableFile';

/** A good row or a reject, with the physical line on which it begins. */
export type Read<Row> = Readonly<{ line: number; row: Row }> | Reject;

export type ReadOptions<K extends Kind> = Readonly<{
  /** Ends in .csv, .jsonl or .ndjson, each also with .gz. */
  path: string;
  kind: K;
  /** Hears how many bytes of the file were read so far. */
  onBytes?: (bytesRead: number) => void;
}>;

/**
 * Gives the rows of a file one by one, good or not, holding only a small part of it in memory.
 * Throws `UnreadableFile` when the file as a whole cannot be read: wrong encoding, header or kind of file.
 */
export async function* readRows<K extends Kind>({
  path,
  kind,
  onBytes,
}: ReadOptions<K>): AsyncGenerator<Read<Rows[K]>> {
  const format = /\.(csv|jsonl|ndjson)(\.gz)?$/.exec(path)?.[1];
  if (!format)
    throw new UnreadableFile('The name of the file must end in .csv, .jsonl or .ndjson, or in one of these and .gz.');
  const lines = readLines(readBytes(path, onBytes));
  const blocks = format === 'csv' ? namedRecords(lines, kind) : jsonRecords(lines);
  for await (const block of blocks) {
    for (const record of block) {
      yield 'reason' in record ? record : { line: record.line, ...checkRow(kind, record.values) };
    }
  }
}

/** CSV records with their fields by column name; an empty field is absent. */
async function* namedRecords(lines: AsyncIterable<readonly Line[]>, kind: Kind): AsyncGenerator<readonly JsonRecord[]> {
  let header: readonly string[] | undefined;
  for await (const block of csvRecords(lines)) {
    if (!header) {
      const [first] = block;
      header = first && 'fields' in first ? first.fields : [];
      checkHeader(kind, header);
      continue;
    }
    const columns = header;
    yield block.map((record) => {
      if ('reason' in record) return record;
      const values: Record<string, string> = {};
      for (const [index, field] of record.fields.entries()) if (field !== '') values[columns[index]!] = field;
      return { line: record.line, values };
    });
  }
}
