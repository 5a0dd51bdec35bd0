import { Client, Connection } from '@temporalio/client';
import type { AuditReport } from '../../audit/report';
import { dataFolderPath } from '../../embedded/dataFolder';
import type { PolicyInForce } from '../../domain/policy';
import { DAY_MS, dayOf, type TimeZone } from '../../domain/time';
import { readPortfolio, type Portfolio } from '../../rehearsal/portfolio';
import { rehearse, type Ended } from '../../rehearsal/rehearse';
import { report } from '../../rehearsal/report';
import { connect } from '../../storage/database';
import { masterKeyFrom } from '../../storage/personalData';
import { prepareDatabase, withDatabase } from '../../storage/prepareDatabase';
import { loadClock, windClock } from '../../storage/rehearsalClock';
import { print, printJson } from '../terminal/print';
import { untilStopped } from '../untilStopped';
import { auditLines, auditRehearsal } from './auditRehearsal';
import type { Screen } from './screen';
import { startService, type Service } from './service';
import { daysPerSecond } from './speed';

export type RehearsalOptions = Readonly<{
  accounts: number;
  days: number;
  speed?: number;
  portfolio: string;
  json: boolean;
}>;

export type Surroundings = Readonly<{
  screen: Screen;
  /** The service is up, nobody lives on it yet. */
  onStarted?: (service: Service) => Promise<void>;
  /** The report is printed; the service stops when this ends. */
  onEnded?: (ended: Ended, service: Service, stopped: Promise<void>) => Promise<void>;
}>;

/** What a worker that is prepared, and the API, still need to be up. */
const BOOT_MS = 4_000;

/** Starts the service, lets the portfolio live on it, prints the report and stops the service again. */
export async function rehearseOnParts(
  options: RehearsalOptions,
  { screen, onStarted, onEnded }: Surroundings,
): Promise<Ended & { verdict: AuditReport['verdict'] | undefined }> {
  const portfolio = await readPortfolio(options.portfolio, options.accounts);
  const speed = options.speed ?? daysPerSecond(portfolio.accountIds.size);
  const stopped = untilStopped();
  let packs: readonly PolicyInForce[] = [];
  const service = await startService(dataFolderPath(), screen.say, {
    prepare: async ({ databaseUrl }) => {
      const prepared = await prepareDatabase(databaseUrl, dayOf(portfolio.startAt, 'UTC' as TimeZone));
      for (const { reason } of prepared.refused) screen.say(reason);
      packs = prepared.packs;
    },
    windClock: async ({ databaseUrl }) => {
      await withDatabase(databaseUrl, (db) => windClock(db, portfolio.startAt, (speed * DAY_MS) / 1000, BOOT_MS));
    },
  });
  try {
    await onStarted?.(service);
    screen.say(
      `${portfolio.accountIds.size} accounts live ${options.days} days at ${speed.toFixed(2)} days a second.\n`,
    );
    const ended = await Promise.race([live(service, portfolio, packs, options, screen.show, stopped), service.broken]);
    screen.done();
    const audited = ended.finished ? await auditRehearsal(service, stopped) : undefined;
    if (options.json) printJson({ ...ended, audited });
    else print(`\n${[report(ended), ...(audited ? [auditLines(audited)] : [])].join('\n')}`);
    await onEnded?.(ended, service, stopped);
    return { ...ended, verdict: audited?.verdict };
  } finally {
    screen.say('Stopping …');
    await service.stop();
  }
}

async function live(
  service: Service,
  portfolio: Portfolio,
  packs: readonly PolicyInForce[],
  options: RehearsalOptions,
  show: (ended: Pick<Ended, 'figures' | 'moment'>) => void,
  stopped: Promise<void>,
): Promise<Ended> {
  const db = connect(service.parts.databaseUrl, { connections: 5 });
  const connection = await Connection.connect({ address: service.parts.temporalAddress });
  const stop = new AbortController();
  void stopped.then(() => stop.abort());
  try {
    const stage = {
      db,
      client: new Client({ connection, namespace: process.env['TEMPORAL_NAMESPACE'] || 'default' }),
      clock: await loadClock(db),
      master: masterKeyFrom(service.keys.masterKey),
      pack: packs.find(({ policy }) => policy.id === 'tw-bank-card')!,
    };
    const onLook: Parameters<typeof rehearse>[0]['onLook'] = (figures, moment) => show({ figures, moment });
    return await rehearse({ stage, portfolio, days: options.days, onLook, signal: stop.signal });
  } finally {
    await Promise.allSettled([db.destroy(), connection.close()]);
  }
}
