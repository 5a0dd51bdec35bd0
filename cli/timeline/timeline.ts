import { masterKeyFrom, type MasterKey } from '../../storage/personalData';
import { verifyMasterKey } from '../../storage/debtors';
import { withDatabase } from '../../storage/prepareDatabase';
import { loadClock } from '../../storage/rehearsalClock';
import { EXIT } from '../exitCode';
import { databaseVariables, findService, intakeVariables } from '../findService';
import { printJson, say } from '../terminal/print';
import { writePage } from '../terminal/writePage';
import type { Timeline } from './model';
import { readTimeline } from './readTimeline';
import { needsKey, type Role } from './roles';
import { timelineJson } from './timelineJson';

export type TimelineOptions = Readonly<{ html?: string; pdf?: string; as: Role; json: boolean }>;

/** Writes the whole life of an account as a page to read. What cannot be proven has an exit code of its own. */
export async function timeline(accountId: string, options: TimelineOptions): Promise<void> {
  const { url, master } = await placeFor(options.as);
  const life = await withDatabase(url, async (db) => {
    if (master) await verifyMasterKey(db, master);
    return readTimeline(db, { accountId, role: options.as, master, now: (await loadClock(db)).now() });
  });
  if (options.json) printJson(timelineJson(life));
  await writePages(life, options);
  for (const alarm of life.alarms) say(alarm);
  if (life.alarms.length > 0) process.exitCode = EXIT.differs;
}

/** A role that sees nothing personal needs no key. */
async function placeFor(role: Role): Promise<{ url: string; master: MasterKey | null }> {
  if (!needsKey(role)) return { url: (await findService(databaseVariables)).DATABASE_URL, master: null };
  const { DATABASE_URL, ARREARS_MASTER_KEY } = await findService(intakeVariables);
  return { url: DATABASE_URL, master: masterKeyFrom(ARREARS_MASTER_KEY) };
}

/** Without a file that is named, a page in this folder, named after the account. */
async function writePages(life: Timeline, { html, pdf, json }: TimelineOptions): Promise<void> {
  const isUnnamed = html === undefined && pdf === undefined && !json;
  const page = isUnnamed ? `timeline-${life.accountId.replaceAll(/[^A-Za-z0-9._-]/g, '_')}.html` : html;
  if (page !== undefined) {
    const { timelineHtml } = require('./html/timelineHtml') as typeof import('./html/timelineHtml');
    await keep(page, timelineHtml(life), life.role);
  }
  if (pdf === undefined) return;
  const { timelinePdf } = require('./pdf/timelinePdf') as typeof import('./pdf/timelinePdf');
  await keep(pdf, await timelinePdf(life), life.role);
}

/** Readable for its owner only: it names a person. */
async function keep(file: string, content: string | Buffer, role: Role): Promise<void> {
  await writePage(file, content, 0o600);
  say(`Written for the role ${role}: ${file}`);
}
