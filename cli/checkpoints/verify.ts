import { verifyCheckpoints, type CheckpointsVerified, type Difference } from '../../storage/checkpoints/verify';
import { publicKeysFrom, type PublicKeys } from '../../storage/checkpoints/signingKey';
import { withDatabase } from '../../storage/prepareDatabase';
import { EXIT } from '../exitCode';
import { databaseVariables, findService, sealingVariables } from '../findService';
import { print, printJson } from '../terminal/print';
import { openProgressLine } from '../terminal/progressLine';
import { readPublicKeys, signingKeyOf } from './key';

export type VerifyOptions = Readonly<{ key?: readonly string[]; noted?: readonly string[]; json: boolean }>;

/** Computes all checkpoints again and prints the first difference; it has an exit code of its own. */
export async function verifyJournal({ key, noted = [], json }: VerifyOptions): Promise<void> {
  const keys = key ? readPublicKeys(key) : await keyOfService();
  const { DATABASE_URL } = await findService(databaseVariables);
  const line = openProgressLine();
  const onProgress = (checkpoints: number, rows: number): void =>
    line.show(`${checkpoints} checkpoints, ${rows} rows computed again`);
  const verified = await withDatabase(DATABASE_URL, async (db) => {
    const found = await verifyCheckpoints(db, { keys, noted, onProgress });
    await line.end();
    return found;
  });
  if (json) printJson(verified);
  else print(textOf(verified));
  if (verified.difference) process.exitCode = EXIT.differs;
}

const keyOfService = async (): Promise<PublicKeys> =>
  publicKeysFrom([signingKeyOf(await findService(sealingVariables)).publicKey]);

function textOf({ checkpoints, rows, unsealed, last, difference }: CheckpointsVerified): string {
  if (difference) return [...before(checkpoints, rows), differenceText(difference)].join('\n');
  if (!last) return `The journal was never sealed; it has ${unsealed} rows. \`arrears checkpoint seal\` does it now.`;
  return [
    `All ${rows} rows of ${checkpoints} checkpoints are as they were sealed.`,
    `The last is checkpoint ${last.number} of ${last.sealedAt}, ${last.hash}; ${unsealed} rows came after it.`,
  ].join('\n');
}

/** Only whole checkpoints were found to be as they were sealed: of the first, nothing is known to be. */
const before = (checkpoints: number, rows: number): readonly string[] =>
  checkpoints === 0 ? [] : [`All ${rows} rows of the ${checkpoints} checkpoints before are as they were sealed.`];

function differenceText({ checkpoint, reason, accountId, version }: Difference): string {
  const where = accountId === null ? '' : `: account ${accountId}, version ${version}`;
  return `Checkpoint ${checkpoint}: ${reason}${where}.`;
}
