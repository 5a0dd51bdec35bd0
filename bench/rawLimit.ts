import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { startChild } from './children';
import type { Ground } from './ground';
import { measure, until, type Cost } from './measure';
import type { doNothing, hearSignals } from './workflows';

const QUEUE = 'bench-raw';
/** As many calls at once as our worker rings doorbells. */
const AT_ONCE = 100;

export type RawLimit = Readonly<{
  /** Starts and completes `count` empty workflows. */
  emptyWorkflows(count: number): Promise<Cost>;
  /** Sends one signal to each of the workflows that wait, and waits until all are handled. */
  signals(): Promise<Cost>;
  stop(): Promise<void>;
}>;

/** What Temporal alone can do here: a worker of the same settings with workflows that do nothing. */
export async function openRawLimit(ground: Ground, waiting: number): Promise<RawLimit> {
  const { client, parts, folder } = ground;
  const worker = await startChild(
    join(__dirname, 'rawWorker.ts'),
    [parts.temporalAddress, QUEUE],
    {},
    join(folder, 'raw-worker.log'),
  );
  let handled = 0;
  worker.onMessage((message) => {
    if (typeof message === 'object' && message && 'handled' in message) handled = Number(message.handled);
  });
  const whenHandled = async (count: number, give: () => Promise<unknown>): Promise<void> => {
    const goal = handled + count;
    await give();
    await until('the raw workflows', () => handled >= goal);
  };
  const listeners = Array.from({ length: waiting }, () => `raw-${randomUUID()}`);
  const listen = startOf<typeof hearSignals>(ground, 'hearSignals');
  const begin = startOf<typeof doNothing>(ground, 'doNothing');
  const signal = (id: string) => client.workflow.getHandle(id).signal('ring', 'PaymentReported', '1');
  await inBatches(listeners, listen);

  return {
    emptyWorkflows: (count) => {
      const ids = Array.from({ length: count }, () => `raw-${randomUUID()}`);
      return measure(count, () => whenHandled(count, () => inBatches(ids, begin)));
    },
    signals: () => measure(waiting, () => whenHandled(waiting, () => inBatches(listeners, signal))),
    stop: () => worker.stop(),
  };
}

const startOf =
  <Flow extends () => Promise<void>>({ client }: Ground, name: string) =>
  (workflowId: string) =>
    client.workflow.start<Flow>(name, { workflowId, taskQueue: QUEUE } as never);

async function inBatches(items: readonly string[], call: (item: string) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE)
    await Promise.all(items.slice(from, from + AT_ONCE).map((item) => call(item)));
}
