import { checkpointHash } from '../../storage/checkpoints/checkpoint';
import { sealJournal } from '../../storage/checkpoints/seal';
import { withDatabase } from '../../storage/prepareDatabase';
import { findService, sealingVariables } from '../findService';
import { print, printJson } from '../terminal/print';
import { openProgressLine } from '../terminal/progressLine';
import { signingKeyOf } from './key';

/** Seals now what a worker would seal within the day. */
export async function sealCheckpoint({ json }: Readonly<{ json: boolean }>): Promise<void> {
  const settings = await findService(sealingVariables);
  const key = signingKeyOf(settings);
  const line = openProgressLine();
  const { checkpoint, isNew } = await withDatabase(settings.DATABASE_URL, async (db) => {
    const sealed = await sealJournal(db, key, new Date(), (rows) => line.show(`${rows} rows sealed`));
    await line.end();
    return sealed;
  });
  const hash = checkpointHash(checkpoint);
  if (json) return printJson({ isNew, hash, ...checkpoint });
  const { number, leaves, throughPosition } = checkpoint;
  if (!isNew) return print(`Nothing came since checkpoint ${number} (${hash}).`);
  print(`Checkpoint ${number} seals ${leaves} rows, through position ${throughPosition}.\n  hash  ${hash}`);
}
