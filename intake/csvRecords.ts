import { CsvError, parse, type Options } from 'csv-parse/sync';
import type { Line } from './readLines';
import { UnreadableFile } from './unreadableFile';

/** One record with the physical line that it begins on: its fields, or why it has none. */
export type CsvRecord =
  | Readonly<{ line: number; fields: readonly string[] }>
  | Readonly<{ line: number; reason: string }>;

/** A quoted field may hold line breaks; a record of more lines than this is taken for an unclosed quote. */
export const RECORD_LIMIT_LINES = 10;

/**
 * Takes the lines of a CSV file (RFC 4180, comma), gives its records in blocks; the first block is the header alone.
 * Blank lines are passed over. A record that cannot be read costs only its first line: reading goes on with the next.
 * Throws `UnreadableFile` when there is no header.
 */
export async function* csvRecords(blocks: AsyncIterable<readonly Line[]>): AsyncGenerator<readonly CsvRecord[]> {
  let width = 0;
  let rest: readonly Line[] = [];
  for await (const block of blocks) {
    let lines = rest.length > 0 ? [...rest, ...block] : block;
    if (width === 0) {
      const start = lines.findIndex(({ text }) => text !== '');
      if (start < 0) continue;
      const header = headerOf(lines[start]!);
      width = header.fields.length;
      yield [header];
      lines = lines.slice(start + 1);
    }
    const taken = takeRecords(lines, width, false);
    rest = taken.rest;
    yield taken.records;
  }
  if (width === 0) throw new UnreadableFile('The file is empty. It must begin with a header line.');
  yield takeRecords(rest, width, true).records;
}

function headerOf(line: Line): Extract<CsvRecord, { fields: unknown }> {
  const header = oneRecord([line]);
  if ('fields' in header) return header;
  throw new UnreadableFile(`Line ${line.line}, the header, cannot be read: ${header.reason}.`);
}

type Taken = { records: CsvRecord[]; rest: readonly Line[] };

/** Cuts lines into records. `rest` is what may still be completed by lines to come; at the end of the file nothing is. */
function takeRecords(lines: readonly Line[], width: number, atEnd: boolean): Taken {
  const records: CsvRecord[] = [];
  let simple: Line[] = [];
  let at = 0;
  const closeSimple = () => {
    for (const record of manyRecords(simple)) records.push(checkWidth(record, width));
    simple = [];
  };
  while (at < lines.length) {
    const count = linesOfRecord(lines, at);
    if (count === 'unfinished' && !atEnd) break;
    if (count === 1) {
      if (lines[at]!.text !== '') simple.push(lines[at]!);
      at += 1;
      continue;
    }
    closeSimple();
    const record = checkWidth(oneRecord(lines.slice(at, count === 'unfinished' ? at + 1 : at + count)), width);
    records.push(record);
    at += 'fields' in record && count !== 'unfinished' ? count : 1;
  }
  closeSimple();
  return { records, rest: lines.slice(at) };
}

/** How many lines it takes until the quotes are even. Not within the limit: one, and that one will be told as broken. */
function linesOfRecord(lines: readonly Line[], start: number): number | 'unfinished' {
  let quotes = 0;
  for (let count = 1; count <= RECORD_LIMIT_LINES; count += 1) {
    const line = lines[start + count - 1];
    if (!line) return 'unfinished';
    if (line.text === undefined) return 1;
    if (line.text.includes('"')) quotes += line.text.split('"').length - 1;
    if (quotes % 2 === 0) return count;
  }
  return 1;
}

function checkWidth(record: CsvRecord, width: number): CsvRecord {
  if ('reason' in record || record.fields.length === width) return record;
  return { line: record.line, reason: `has ${record.fields.length} fields where the header has ${width}` };
}

const options: Options = { relax_column_count: true, record_delimiter: '\n' };

/** Parsing together is seven times as fast; it is undone when one of the lines is broken. */
function manyRecords(lines: readonly Line[]): CsvRecord[] {
  if (lines.length === 0) return [];
  const parsed = lines.every(({ text }) => text !== undefined) && parseText(lines);
  if (!parsed || 'reason' in parsed || parsed.records.length !== lines.length)
    return lines.map((line) => oneRecord([line]));
  return lines.map(({ line }, index) => ({ line, fields: parsed.records[index]! }));
}

function oneRecord(lines: readonly Line[]): CsvRecord {
  const { line } = lines[0]!;
  if (lines.some(({ text }) => text === undefined)) return { line, reason: 'the line is too long' };
  const parsed = parseText(lines);
  if ('reason' in parsed) return { line, ...parsed };
  const [fields] = parsed.records;
  return fields && parsed.records.length === 1 ? { line, fields } : { line, reason: 'the line is not one CSV record' };
}

/** The parser's own message is not passed on: it quotes the line. */
function parseText(lines: readonly Line[]): { records: string[][] } | { reason: string } {
  try {
    return { records: parse(lines.map(({ text }) => text).join('\n'), options) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const unclosed = error.code === 'CSV_QUOTE_NOT_CLOSED';
    return { reason: unclosed ? 'a quote is opened and not closed' : 'a quote stands where none may be' };
  }
}
