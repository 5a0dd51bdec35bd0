/**
 * Keeps a PostgreSQL and a Temporal running for many runs of jest, until Ctrl-C:
 * `npx tsx test/setup/keepParts.ts`, then paste the two lines it prints into the terminal that runs jest.
 */
import { once } from 'node:events';
import { startTestParts } from './globalSetup';

async function keepParts(): Promise<void> {
  const parts = await startTestParts();
  process.stdout.write(`export TEST_DATABASE_URL='${parts.databaseUrl}'\n`);
  process.stdout.write(`export TEST_TEMPORAL_ADDRESS='${parts.temporalAddress}'\n`);
  const reason = await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), parts.ended]);
  if (typeof reason === 'string') process.stderr.write(`${reason} has ended by itself.\n`);
  await parts.stop();
}

void keepParts();
