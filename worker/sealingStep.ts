import type { JournalSeal } from '../activities/housekeeping';
import { checkpointHash } from '../storage/checkpoints/checkpoint';
import { sealJournal } from '../storage/checkpoints/seal';
import type { SigningKey } from '../storage/checkpoints/signingKey';
import type { Db } from '../storage/database';
import type { Log } from './log';

type Sealer = Readonly<{ db: Db; log: Log; signingKey?: SigningKey | undefined }>;

/**
 * Seals the journal, and says the checkpoint's hash to the log and to Temporal: whoever removes checkpoints from the database has
 * to find it there as well.
 */
export async function sealingStep({ db, log, signingKey }: Sealer): Promise<JournalSeal | null> {
  if (!signingKey) {
    log.warn({}, 'the journal is not sealed: ARREARS_SIGNING_KEY is not set');
    return null;
  }
  const { checkpoint, isNew } = await sealJournal(db, signingKey, new Date());
  const { number, leaves } = checkpoint;
  const hash = checkpointHash(checkpoint);
  if (isNew) log.info({ number, leaves, hash }, 'the journal was sealed');
  return { number, leaves, hash, isNew };
}
