import { warningsOf } from '../../domain/policyWarnings';
import { dayOf, type TimeZone } from '../../domain/time';
import { packVersions } from '../../storage/adoption/packVersions';
import { adoptionStatus, type AdoptionStatus } from '../../storage/adoption/status';
import type { Db } from '../../storage/database';
import { loadPolicies } from '../../storage/policies';
import { loadClock } from '../../storage/rehearsalClock';
import { onDatabase } from '../findService';
import { print, printJson } from '../terminal/print';
import { table } from '../terminal/table';
import { warningText } from './warningText';

const HEADERS = ['adoption', 'from', 'to', 'by', 'a second', 'told', 'heard', 'waiting', 'all told'];

/** Prints how far each adoption is, and what of the packs that somebody follows ends soon. */
export const adoptions = (policyId: string | undefined, { json }: Readonly<{ json: boolean }>): Promise<void> =>
  onDatabase(async (db) => {
    const found = await adoptionStatus(db, policyId);
    const warnings = await warningsOfFollowed(db, policyId);
    if (json) return printJson({ adoptions: found, warnings });
    print(found.length === 0 ? 'No version was adopted yet.' : table(HEADERS, found.map(cellsOf)));
    if (warnings.length === 0) return;
    const lines = warnings.map((warning) => `  ${warning.policyId} ${warning.version}: ${warningText(warning)}`);
    print(['', 'Soon to be replaced:', ...lines].join('\n'));
  });

const cellsOf = (one: AdoptionStatus): (string | null)[] => [
  one.id,
  one.fromHash.slice(0, 8),
  one.toHash.slice(0, 8),
  one.by,
  ...[one.perSecond, one.accounts, one.heard, one.waiting].map(String),
  one.finishedAt === null ? 'no: run it again' : 'yes',
];

/** Only of versions that are in force or that a living account follows. */
async function warningsOfFollowed(db: Db, policyId: string | undefined) {
  const policies = await loadPolicies(db);
  const today = dayOf((await loadClock(db)).now(), 'UTC' as TimeZone);
  const followed = (await packVersions(db, policyId)).filter(({ isInForce, accounts }) => isInForce || accounts > 0);
  return followed.flatMap(({ hash }) => warningsOf(policies(hash), today));
}
