/** The API as a process of its own: `node -r tsx/cjs api/main.ts`. Everything it needs comes from the environment. */
import { once } from 'node:events';
import { readSettings } from '../settings/readSettings';
import { apiVariables } from '../settings/variables';
import { createLog } from '../worker/log';
import { startApi } from './startApi';

async function main(): Promise<void> {
  const settings = readSettings(apiVariables);
  const api = await startApi(settings, createLog('api', settings.ARREARS_LOG_LEVEL));
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await api.stop();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
