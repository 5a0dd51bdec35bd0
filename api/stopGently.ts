import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from './parts';

/** A command may wait 20 s for its account. */
const FINISHES_WITHIN_MS = 25_000;

/**
 * Gives what stops the server: it takes nothing new, finishes what runs, then closes every connection. Node alone would wait
 * a minute for a client that has connected and asked nothing. Call it before routes are added.
 */
export function stopGently(app: Api): () => Promise<void> {
  const running = new Set<string>();
  app.addHook('onRequest', async ({ id }) => {
    running.add(id);
  });
  app.addHook('onResponse', async ({ id }) => {
    running.delete(id);
  });
  return async () => {
    const closed = app.close();
    const giveUpAt = Date.now() + FINISHES_WITHIN_MS;
    while (running.size > 0 && Date.now() < giveUpAt) await sleep(20);
    app.server.closeAllConnections();
    await closed;
  };
}
