import type { AuditReport } from '../../audit/report';
import { readSettings } from '../../settings/readSettings';
import { workerVariables } from '../../settings/variables';
import { withDatabase } from '../../storage/prepareDatabase';
import { auditService } from '../auditing/auditService';
import { openProgressLine } from '../terminal/progressLine';
import type { Service } from './service';

/** Audits every account of a rehearsal that has ended, on the service that still runs; undefined when it was stopped. */
export async function auditRehearsal(
  { environment, parts: { databaseUrl, temporalAddress } }: Service,
  stopped: Promise<unknown>,
): Promise<AuditReport | undefined> {
  const settings = readSettings(workerVariables, { ...process.env, ...environment });
  const selection = { accountIds: [], since: null, sample: null, seed: '1' };
  const line = openProgressLine();
  const asked = { settings, selection, temporalAddress, stopped, onProgress: line.show };
  try {
    return await withDatabase(databaseUrl, (db) => auditService(db, asked));
  } finally {
    await line.end();
  }
}

const FINDINGS_SHOWN = 10;

/** The report's last lines: what all six checks say together. */
export function auditLines({ accounts, checks, findings }: AuditReport): string {
  const looked = Object.fromEntries(checks.map((check) => [check.check, check.looked]));
  return [
    `  audited        ${String(accounts.accounts).padStart(5)}  accounts: ${accounts.clean} clean, ${accounts.broken} broken, ${accounts.notChecked} not checked; ` +
      `${looked['replay']} runs replayed, ${looked['decisions']} turns decided again`,
    ...findings
      .slice(0, FINDINGS_SHOWN)
      .map(({ kind, accountId, check, says }) => `  [${check}] ${accountId} ${kind}: ${says}`),
  ].join('\n');
}
