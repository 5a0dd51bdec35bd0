import { isUtf8 } from 'node:buffer';
import { UnreadableFile } from './unreadableFile';

/** One physical line without its end, counted from 1; `text` is undefined when the line is longer than the limit. */
export type Line = Readonly<{ line: number; text: string | undefined }>;

export const LINE_LIMIT_BYTES = 65_536;

const LINE_FEED = 0x0a;

/**
 * Takes the bytes of a UTF-8 file, gives its lines in blocks of what arrived together; holds no more than a block and a line.
 * A line feed is never part of another character, in UTF-8 as in Big5 or GBK, so a wrong byte is named by its line.
 */
export async function* readLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<readonly Line[]> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 0;
  let cutOff = false;
  for await (const chunk of startOfText(bytes)) {
    const end = chunk.lastIndexOf(LINE_FEED);
    if (end >= 0) {
      const block = linesOf(Buffer.concat([rest, chunk.subarray(0, end)]), line, cutOff);
      line += block.length;
      yield block;
    }
    rest = end < 0 ? Buffer.concat([rest, chunk]) : Buffer.from(chunk.subarray(end + 1));
    cutOff = rest.length > LINE_LIMIT_BYTES || (end < 0 && cutOff);
    if (cutOff) rest = Buffer.alloc(0);
  }
  if (rest.length > 0 || cutOff) yield linesOf(rest, line, cutOff);
}

/** `cutOff`: the beginning of the first line was dropped, because it was too long to keep. */
function linesOf(block: Buffer, linesBefore: number, cutOff: boolean): Line[] {
  if (!isUtf8(block)) throw wrongEncoding(block, linesBefore);
  return block
    .toString('utf8')
    .split('\n')
    .map((text, index) => ({
      line: linesBefore + index + 1,
      text: (cutOff && index === 0) || Buffer.byteLength(text) > LINE_LIMIT_BYTES ? undefined : text.replace(/\r$/, ''),
    }));
}

function wrongEncoding(block: Buffer, linesBefore: number): UnreadableFile {
  let line = linesBefore + 1;
  let start = 0;
  for (let end = block.indexOf(LINE_FEED); end >= 0 && isUtf8(block.subarray(start, end)); line += 1) {
    start = end + 1;
    end = block.indexOf(LINE_FEED, start);
  }
  return new UnreadableFile(
    `Line ${line} is not UTF-8; the file may be Big5, GBK or cut off. Save it as UTF-8 (for Big5: iconv -f BIG5 -t UTF-8) and import it again.`,
  );
}

/** Drops a byte order mark of UTF-8 and refuses what is visibly something else. */
async function* startOfText(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (!start) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < 3) continue;
    yield withoutMark(start);
    start = undefined;
  }
  if (start) yield withoutMark(start);
}

function withoutMark(start: Buffer): Buffer {
  const mark = start.toString('hex', 0, 3);
  if (mark.startsWith('fffe') || mark.startsWith('feff')) {
    throw new UnreadableFile('The file is UTF-16. Save it as UTF-8 (iconv -f UTF-16 -t UTF-8) and import it again.');
  }
  if (mark.startsWith('1f8b'))
    throw new UnreadableFile('The file is gzip compressed. Give it a name that ends in .gz.');
  return mark === 'efbbbf' ? start.subarray(3) : start;
}
