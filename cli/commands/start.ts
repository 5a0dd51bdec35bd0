import { Client, Connection } from '@temporalio/client';
import { Command, InvalidArgumentError } from 'commander';
import { join } from 'node:path';
import { dataFolderPath } from '../../embedded/dataFolder';
import type { PolicyInForce } from '../../domain/policy';
import { readPortfolio, type Portfolio } from '../../rehearsal/portfolio';
import { rehearse, type Ended } from '../../rehearsal/rehearse';
import { report } from '../../rehearsal/report';
import { DAY_MS } from '../../domain/time';
import { connect } from '../../storage/database';
import { masterKeyFrom } from '../../storage/personalData';
import { prepareDatabase, withDatabase } from '../../storage/prepareDatabase';
import { loadClock, windClock } from '../../storage/rehearsalClock';
import { openScreen } from '../start/screen';
import { startService, type Service } from '../start/service';
import { daysPerSecond } from '../start/speed';
import { tokensFor } from '../start/keys';
import { untilStopped } from '../untilStopped';

type Options = Readonly<{
  accounts: number;
  days: number;
  speed?: number;
  portfolio: string;
  stay: boolean;
  json: boolean;
}>;

/** What a worker that is prepared, and the API, still need to be up. */
const BOOT_MS = 4_000;
const SAMPLE = join(__dirname, '..', '..', 'examples', 'sample');

export const startCommand = (): Command =>
  new Command('start')
    .description('start everything on embedded parts and let a sample portfolio live under the rehearsal clock')
    .option('--accounts <n>', 'how many accounts of the portfolio live', wholeNumber, 150)
    .option('--days <n>', 'how many days they live', wholeNumber, 200)
    .option('--speed <days>', 'rehearsed days per second (default: what the machine can hold)', positive)
    .option('--portfolio <folder>', 'a folder that examples/convert.ts made', SAMPLE)
    .option('--stay', 'keep the service up after the report', false)
    .option('--json', 'print the report as JSON', false)
    .action(start);

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('must be a whole number above 0');
  return Number(text);
}

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError('must be a number above 0');
  return number;
}

async function start(options: Options): Promise<void> {
  const screen = openScreen();
  const portfolio = await readPortfolio(options.portfolio, options.accounts);
  const speed = options.speed ?? daysPerSecond(portfolio.accountIds.size);
  const stopped = untilStopped();
  let packs: readonly PolicyInForce[] = [];
  const service = await startService(dataFolderPath(), screen.say, {
    prepare: async ({ databaseUrl }) => {
      packs = await prepareDatabase(databaseUrl);
    },
    windClock: async ({ databaseUrl }) => {
      await withDatabase(databaseUrl, (db) => windClock(db, portfolio.startAt, (speed * DAY_MS) / 1000, BOOT_MS));
    },
  });
  try {
    await introduce(service, screen.say);
    screen.say(
      `${portfolio.accountIds.size} accounts live ${options.days} days at ${speed.toFixed(2)} days a second.\n`,
    );
    const ended = await Promise.race([live(service, portfolio, packs, options, screen.show, stopped), service.broken]);
    screen.done();
    process.stdout.write(
      options.json ? `${toJson(ended)}\n` : `\n${report(ended.figures, ended.moment, ended.worstHours)}\n`,
    );
    if (options.stay && ended.finished) {
      screen.say('\nThe service stays up; Ctrl-C stops it.');
      await Promise.race([stopped, service.broken]);
    }
  } finally {
    screen.say('Stopping …');
    await service.stop();
  }
}

async function introduce(service: Service, say: (text: string) => void): Promise<void> {
  say(`API          ${service.apiUrl}  (OpenAPI at /openapi.json)`);
  if (service.parts.temporalUiUrl) say(`Temporal UI  ${service.parts.temporalUiUrl}`);
  for (const [role, token] of await tokensFor(service.keys)) say(`token ${role.padEnd(11)} ${token}`);
}

async function live(
  service: Service,
  portfolio: Portfolio,
  packs: readonly PolicyInForce[],
  options: Options,
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
      client: new Client({ connection }),
      clock: await loadClock(db),
      master: masterKeyFrom(service.keys.masterKey),
      policyHash: packs.find(({ policy }) => policy.id === 'tw-bank-card')!.hash,
    };
    const onLook: Parameters<typeof rehearse>[0]['onLook'] = (figures, moment) => show({ figures, moment });
    return await rehearse({ stage, portfolio, days: options.days, onLook, signal: stop.signal });
  } finally {
    await Promise.allSettled([db.destroy(), connection.close()]);
  }
}

const toJson = (ended: Ended): string =>
  JSON.stringify(ended, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value), 2);
