import { randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { startParts, type Parts } from '../../embedded/startParts';

/**
 * Starts one PostgreSQL and one Temporal for the whole run of jest. A developer who keeps parts running
 * (see `keepParts.ts`) sets both variables and waits for nothing.
 */
export default async function globalSetup(): Promise<void> {
  if (process.env['TEST_DATABASE_URL'] && process.env['TEST_TEMPORAL_ADDRESS']) return;
  const parts = await startTestParts();
  process.env['TEST_DATABASE_URL'] = parts.databaseUrl;
  process.env['TEST_TEMPORAL_ADDRESS'] = parts.temporalAddress;
  Object.assign(globalThis, { stopTestParts: parts.stop });
}

/** Parts in a new folder that is gone at the end. */
export async function startTestParts(): Promise<Parts> {
  // These may point at data that somebody needs: no test gets to see them.
  delete process.env['DATABASE_URL'];
  delete process.env['TEMPORAL_ADDRESS'];
  // A folder that `startParts` makes itself: one made by mkdtemp is closed to PostgreSQL's unprivileged user.
  const dataFolder = path.join(os.tmpdir(), `arrears-test-${randomUUID()}`);
  return startParts({ dataFolder, durable: false, headless: true, temporary: true, onMessage: say });
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
