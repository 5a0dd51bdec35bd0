import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Messenger } from '../../ports';
import { readIfThere, writeOnce } from '../writeOnce';
import { errorCode } from '../errorCode';

/**
 * Stands in for a provider in rehearsals: one file per message, `<folder>/<channel>/<reference>.json`.
 * The file is the acceptance: it is created whole or not at all, and only once per reference.
 */
export function localOutbox(folder: string, channel: string): Messenger {
  const place = join(folder, channel);
  const pathOf = (reference: string) => join(place, `${encodeURIComponent(reference)}.json`);
  return {
    resendsSafely: true,
    async send({ reference, to, subject, text, language }) {
      try {
        await mkdir(place, { recursive: true, mode: 0o700 });
        await writeOnce(pathOf(reference), JSON.stringify({ reference, to, subject, text, language }));
        return { outcome: 'accepted', providerRef: providerRefOf(reference) };
      } catch (error) {
        // Sending again is safe even if the file is there after all.
        return { outcome: 'unavailable', code: errorCode(error) === 'ENOSPC' ? 'outboxIsFull' : 'outboxNotWritable' };
      }
    },
    async lookUp({ reference }) {
      try {
        const file = await readIfThere(pathOf(reference));
        return file ? { found: 'accepted', providerRef: providerRefOf(reference) } : { found: 'nothing' };
      } catch {
        return { found: 'cannotTell' };
      }
    },
  };
}

function providerRefOf(reference: string): string {
  return `outbox:${reference}`;
}
