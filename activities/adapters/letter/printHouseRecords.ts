import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { LetterRecord, LetterRecords } from '../../ports';
import { readJson } from '../exchange';
import { namesIn } from '../recordNames';
import { readIfThere } from '../writeOnce';

const ticket = z.object({ sha256: z.string() });
const SUFFIX = '.json';

/** What was handed over to a print house: the job tickets of its folder, with the document where it still lies there. */
export function printHouseRecords(folder: string): LetterRecords {
  return {
    async find(registerNumbers) {
      const records: LetterRecord[] = [];
      for (const registerNumber of registerNumbers) {
        const file = await readIfThere(join(folder, `${encodeURIComponent(registerNumber)}${SUFFIX}`));
        if (!file) continue;
        const read = ticket.safeParse(readJson(file.toString('utf8')));
        const pdf = await readIfThere(join(folder, `${encodeURIComponent(registerNumber)}.pdf`));
        const contentSha256 = pdf ? createHash('sha256').update(pdf).digest('hex') : null;
        records.push({ registerNumber, sha256: read.success ? read.data.sha256 : '', contentSha256 });
      }
      return records;
    },
    async *registerNumbers() {
      for await (const name of namesIn(folder)) if (name.endsWith(SUFFIX)) yield name.slice(0, -SUFFIX.length);
    },
  };
}
