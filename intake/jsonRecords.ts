import type { Line } from './readLines';

/** One JSON object with its line: its values as texts by key, or why it has none. */
export type JsonRecord =
  | Readonly<{ line: number; values: Readonly<Record<string, unknown>> }>
  | Readonly<{ line: number; reason: string }>;

/** Takes the lines of a JSON lines file, gives its objects in blocks. Blank lines are passed over. */
export async function* jsonRecords(blocks: AsyncIterable<readonly Line[]>): AsyncGenerator<readonly JsonRecord[]> {
  for await (const block of blocks) yield block.filter(({ text }) => text?.trim() !== '').map(jsonRecord);
}

function jsonRecord({ line, text }: Line): JsonRecord {
  if (text === undefined) return { line, reason: 'the line is too long' };
  const value = parseJson(text);
  if (value === undefined) return { line, reason: 'the line is not valid JSON' };
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { line, reason: 'the line is not a JSON object' };
  const present = Object.entries(value).filter(([, field]) => field !== null && field !== '');
  return { line, values: Object.fromEntries(present.map(([key, field]) => [key, numberAsText(field)])) };
}

/** The message of JSON.parse is not passed on: it quotes the line. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** 120000 and "120000" are the same amount; what JSON rounds has too many digits for an amount anyway. */
const numberAsText = (value: unknown): unknown => (typeof value === 'number' ? String(value) : value);
