import type { PublicKeys } from '../../../storage/checkpoints/signingKey';
import { checkDecisions } from './checkDecisions';
import { checkHistories } from './checkHistories';
import { checkInbox, checkJournals, checkPacks } from './checkJournals';
import { checkCheckpoints, checkInclusion } from './checkSeals';
import { checkTexts } from './checkTexts';
import { openBundle, type Bundle } from './openBundle';
import { Tally, type Check, type Verdict } from './tally';

export type VerifyRequest = Readonly<{
  keys: PublicKeys;
  /** Hashes of checkpoints that somebody wrote down earlier. */
  noted?: readonly string[];
  /** Whether the code in the bundle may be executed. */
  runsCode?: boolean;
}>;
export type BundleVerdict = Verdict & Readonly<{ madeAt: string | null; accounts: number }>;

/** Asks everything of a bundle that can be asked of it alone. Needs no network, no database, and trusts nothing but the keys. */
export function verifyBundle(bytes: Uint8Array, request: VerifyRequest): BundleVerdict {
  const tally = new Tally();
  const { keys, noted = [], runsCode = false } = request;
  const bundle = openBundle(tally, bytes, keys);
  const questions: readonly [Check, (bundle: Bundle) => void][] = [
    ['journal', (bundle) => checkJournals(tally, bundle)],
    ['packs', (bundle) => checkPacks(tally, bundle)],
    ['inbox', (bundle) => checkInbox(tally, bundle)],
    ['checkpoints', (bundle) => checkCheckpoints(tally, bundle, keys, noted)],
    ['inclusion', (bundle) => checkInclusion(tally, bundle)],
    ['histories', (bundle) => checkHistories(tally, bundle)],
    ['decisions', (bundle) => checkDecisions(tally, bundle, runsCode)],
    ['texts', (bundle) => checkTexts(tally, bundle)],
  ];
  if (bundle) for (const [check, question] of questions) tally.ask(check, 'bundle', () => question(bundle));
  const { madeAt = null, heads = [] } = bundle?.manifest ?? {};
  return { ...tally.verdict(), madeAt, accounts: heads.length };
}
