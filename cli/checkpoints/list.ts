import { checkpointHash, type Checkpoint } from '../../storage/checkpoints/checkpoint';
import { storedCheckpoints } from '../../storage/checkpoints/stored';
import { onDatabase } from '../findService';
import { print, printJson } from '../terminal/print';
import { table } from '../terminal/table';

export async function listCheckpoints({ json }: Readonly<{ json: boolean }>): Promise<void> {
  const all = await onDatabase(async (db) => {
    const found: Checkpoint[] = [];
    for await (const checkpoint of storedCheckpoints(db)) found.push(checkpoint);
    return found;
  });
  if (json) return printJson(all.map((one) => ({ ...one, hash: checkpointHash(one) })));
  if (all.length === 0) return print('The journal was never sealed.');
  const rows = all.map((one) => [String(one.number), one.sealedAt, String(one.leaves), one.keyId, checkpointHash(one)]);
  print(table(['number', 'sealed at', 'rows', 'key', 'hash'], rows));
}
