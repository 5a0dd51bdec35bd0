import { join } from 'node:path';
import { z } from 'zod';
import type { MessageRecord, MessageRecords } from '../../ports';
import { readJson } from '../exchange';
import { listRecords } from '../recordNames';
import { readIfThere } from '../writeOnce';

const message = z.object({ to: z.string(), subject: z.string(), text: z.string() });
const UNREADABLE = { to: '', subject: '', text: '' };
const GAVE = 'outbox:';

/** What a local outbox has taken, listed once when this is opened; each message is read when it is asked for. */
export async function outboxRecords(folder: string, channel: string): Promise<MessageRecords> {
  const place = join(folder, channel);
  const names = await listRecords(place, '-', '.json');
  return {
    asks: 'references',
    gave: (providerRef) => providerRef.startsWith(GAVE),
    named: () => names.named(),
    async find({ accountId, references }) {
      const all = [...new Set([...references, ...names.of(accountId)])];
      const records: MessageRecord[] = [];
      for (const reference of all) {
        const file = await readIfThere(join(place, `${encodeURIComponent(reference)}.json`));
        if (file) records.push(recordOf(reference, file));
      }
      return records;
    },
  };
}

/** What cannot be read differs from whatever it should be. */
function recordOf(reference: string, file: Buffer): MessageRecord {
  const read = message.safeParse(readJson(file.toString('utf8')));
  return { reference, providerRef: `${GAVE}${reference}`, ...(read.success ? read.data : UNREADABLE) };
}
