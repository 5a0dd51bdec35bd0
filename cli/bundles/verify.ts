import { readFile } from 'node:fs/promises';
import type { Verdict } from '../../audit/bundle/verifier/tally';
import { verdictText } from '../../audit/bundle/verifier/verdictText';
import { verifyBundle } from '../../audit/bundle/verifier/verifyBundle';
import { publicKeysFrom } from '../../storage/checkpoints/signingKey';
import { readPublicKeys, signingKeyOf } from '../checkpoints/key';
import { EXIT } from '../exitCode';
import { findService, sealingVariables } from '../findService';
import { print, printJson } from '../terminal/print';

export type VerifyOptions = Readonly<{
  key?: readonly string[];
  noted?: readonly string[];
  runCode: boolean;
  json: boolean;
}>;

const CODES: Readonly<Record<Verdict['outcome'], number>> = {
  holds: 0,
  damaged: EXIT.differs,
  notChecked: EXIT.undecided,
};

/** Checks a bundle as `verify.mjs` does, and says so with the same exit codes. */
export async function verifyBundleFile(file: string, { key, noted = [], runCode, json }: VerifyOptions): Promise<void> {
  const bytes = await readFile(file);
  const keys = key
    ? readPublicKeys(key)
    : publicKeysFrom([signingKeyOf(await findService(sealingVariables)).publicKey]);
  const verdict = verifyBundle(bytes, { keys, noted, runsCode: runCode });
  if (json) printJson(verdict);
  else print(verdictText(verdict));
  process.exitCode = CODES[verdict.outcome];
}
