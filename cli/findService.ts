import { join } from 'node:path';
import type { z } from 'zod';
import { dataFolderPath } from '../embedded/dataFolder';
import { readRunning } from '../embedded/running';
import { readSettings } from '../settings/readSettings';
import { apiVariables, workerVariables } from '../settings/variables';
import type { Db } from '../storage/database';
import { withDatabase } from '../storage/prepareDatabase';

export const databaseVariables = workerVariables.pick({ DATABASE_URL: true });
export const intakeVariables = workerVariables.pick({ DATABASE_URL: true, ARREARS_MASTER_KEY: true });
/** The same, and who collects: some packs bind only one kind of collector. */
export const handOverVariables = intakeVariables.extend(apiVariables.pick({ ARREARS_COLLECTOR: true }).shape);
export const commandVariables = workerVariables.pick({
  DATABASE_URL: true,
  TEMPORAL_ADDRESS: true,
  TEMPORAL_NAMESPACE: true,
});

/** Whose journal is sealed, and with which key. */
export const sealingVariables = workerVariables.pick({ DATABASE_URL: true, ARREARS_SIGNING_KEY: true });

const NOWHERE = `No service was found. Start one on this machine and keep it (npm start -- --stay), or say where one is:
DATABASE_URL, and TEMPORAL_ADDRESS and ARREARS_MASTER_KEY for the commands that need them. A service that was started with
another data folder is found by ARREARS_DATA.`;

/**
 * Where the service is that a command works on: the one whose database DATABASE_URL names, else the one that runs on the data
 * folder. That one is taken whole, so that its database never meets another key. Throws when there is none, or a variable is
 * missing.
 */
export async function findService<Shape extends z.ZodType>(variables: Shape): Promise<z.output<Shape>> {
  const folder = dataFolderPath();
  const running = readRunning(folder);
  const named = process.env['DATABASE_URL'];
  if (running && (!named || named === running.databaseUrl)) {
    const { keysOf } = require('./start/keys') as typeof import('./start/keys');
    const keys = await keysOf(folder);
    const here = {
      DATABASE_URL: running.databaseUrl,
      TEMPORAL_ADDRESS: running.temporalAddress,
      ARREARS_MASTER_KEY: keys.masterKey,
      ARREARS_SIGNING_KEY: keys.signingKey,
      // Its worker sends into this folder and nowhere else, whatever the shell would configure.
      ARREARS_OUTBOX: join(folder, 'outbox'),
      SMS_GATEWAY_URL: '',
      SMTP_URL: '',
      LAW_FIRM_URL: '',
    };
    return readSettings(variables, { ...process.env, ...here });
  }
  if (!named) throw new Error(NOWHERE);
  return readSettings(variables);
}

/** Lends the database of the service for a piece of work that needs nothing else of it. */
export async function onDatabase<Result>(work: (db: Db) => Promise<Result>): Promise<Result> {
  return withDatabase((await findService(databaseVariables)).DATABASE_URL, work);
}
