import { stringify } from 'csv-stringify/sync';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { AdoptionChange } from '../../domain/adoption/figures';
import { HEADERS, jsonOf, rowOf } from './changeRows';

/** Takes changes one after the other and keeps none, however many there are. */
export type ChangeList = Readonly<{ add(change: AdoptionChange): Promise<void>; end(rest: object): Promise<void> }>;

/** A list as CSV in a file, which replaces what was there. */
export function csvList(path: string): ChangeList {
  const file = createWriteStream(path, { mode: 0o600 });
  const failed = once(file, 'error').then(([error]: Error[]) => Promise.reject(error!));
  failed.catch(() => {});
  const put = (cells: readonly string[]) => Promise.race([write(file, stringify([cells])), failed]);
  const begun = put(HEADERS);
  return {
    add: async (change) => {
      await begun;
      await put(rowOf(change));
    },
    end: async () => {
      await begun;
      file.end();
      await finished(file);
    },
  };
}

/** One JSON value on stdout, written while it grows: `{"changes": […], …rest}`. */
export function jsonList(): ChangeList {
  let separator = '{"changes": [\n';
  return {
    add: async (change) => {
      await write(process.stdout, `${separator}${jsonOf(change)}`);
      separator = ',\n';
    },
    end: async (rest) => {
      const head = separator === ',\n' ? '\n' : separator;
      await write(process.stdout, `${head}],\n${JSON.stringify(rest, undefined, 2).slice(1).trimStart()}\n`);
    },
  };
}

/** Waits for a reader that is slower than we are. */
async function write(stream: Writable, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}
