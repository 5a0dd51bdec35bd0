import { Client, Connection } from '@temporalio/client';
import { Webhook } from 'standardwebhooks';
import { providerUrl } from '../activities/adapters/providerUrl';
import type { ApiVariables } from '../settings/variables';
import { connect, type Db } from '../storage/database';
import { verifyMasterKey } from '../storage/debtors';
import { masterKeyFrom } from '../storage/personalData';
import { loadPolicies } from '../storage/policies';
import { forgetOldRequests } from '../storage/queries/idempotencyKeys';
import { loadClock } from '../storage/rehearsalClock';
import type { Log } from '../worker/log';
import { createServer } from './createServer';
import { tokenReader } from './guard';

export type RunningApi = Readonly<{
  url: string;
  /** Takes no new requests, finishes those that run, and lets go of the database. */
  stop(): Promise<void>;
}>;

const TIDY_EVERY_MS = 3_600_000;

/** Wires real parts together and listens. The schema must be up to date; Temporal may be away, it is called when needed. */
export async function startApi(settings: ApiVariables, log: Log): Promise<RunningApi> {
  const readToken = await tokenReader(settings.ARREARS_JWT_PUBLIC_KEY);
  const webhook = webhookOf(settings.ARREARS_WEBHOOK_SECRET);
  const db = connect(settings.DATABASE_URL);
  // Without the SDK's own retries: whoever asks tries again, and a retry that is due after the end would crash the process.
  const connection = Connection.lazy({ address: settings.TEMPORAL_ADDRESS, interceptors: [] });
  const close = async (): Promise<void> => {
    await Promise.allSettled([db.destroy(), connection.close()]);
  };
  try {
    const master = masterKeyFrom(settings.ARREARS_MASTER_KEY);
    await verifyMasterKey(db, master);
    const parts = {
      db,
      connection,
      client: new Client({ connection, namespace: settings.TEMPORAL_NAMESPACE }),
      clock: await loadClock(db),
      master,
      policies: await loadPolicies(db),
      collector: settings.ARREARS_COLLECTOR,
      publicUrl: providerUrl.parse(settings.ARREARS_PUBLIC_URL),
      smsAuthToken: settings.SMS_AUTH_TOKEN,
      webhook,
    };
    const server = await createServer(parts, readToken, log);
    const url = await server.app.listen({ host: settings.API_HOST, port: settings.API_PORT });
    const tidying = tidy(db, log);
    log.info({ url }, 'the API listens');
    return {
      url,
      async stop() {
        clearInterval(tidying);
        await server.stop();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function webhookOf(secret: string | undefined): Webhook | undefined {
  if (secret === undefined) return undefined;
  try {
    return new Webhook(secret);
  } catch {
    throw new Error('ARREARS_WEBHOOK_SECRET must be whsec_ and base64, as Standard Webhooks say');
  }
}

/** Old idempotency keys go, now and every hour. */
function tidy(db: Db, log: Log): NodeJS.Timeout {
  const once = (): void =>
    void forgetOldRequests(db).catch(({ name }: Error) => log.warn({ failure: name }, 'old keys were not removed'));
  once();
  return setInterval(once, TIDY_EVERY_MS).unref();
}
