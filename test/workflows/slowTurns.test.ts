import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import type { TurnResult } from '../../activities/turnResult';
import type { Answer } from '../../domain/turn';
import { createLog } from '../../worker/log';
import { installRuntime } from '../../worker/runtime';
import { bundleWorkflows } from '../../worker/startWorker';
import { commandArrived } from '../../workflows/messages';
import { eventually } from '../embedded/eventually';

const SILENT = createLog('test', 'silent');
let bundle: WorkflowBundleWithSourceMap;
let connection: Connection;
let client: Client;
beforeAll(async () => {
  installRuntime(SILENT, undefined);
  bundle = await bundleWorkflows(SILENT);
  connection = await Connection.connect({ address: process.env['TEST_TEMPORAL_ADDRESS']! });
  client = new Client({ connection });
}, 60_000);
afterAll(() => connection?.close());

const asleep = (answers: readonly Answer[]): TurnResult => ({
  answers,
  next: { do: 'wait', wakeAt: null, toDo: null, says: 'waits for news' },
  view: { stage: '', bucket: '', holds: [], jurisdiction: 'TW' },
  wrote: { after: 0, afterHash: '', events: [] },
});

/** The workflow, whose turns end when and as the test says, on a worker of its own. */
async function account() {
  const taskQueue = `slow-turns-${randomUUID().slice(0, 8)}`;
  const native = await NativeConnection.connect({ address: process.env['TEST_TEMPORAL_ADDRESS']! });
  const underWay: ((result: TurnResult) => void)[] = [];
  const turns = { begun: 0 };
  const takeTurn = (): Promise<TurnResult> =>
    new Promise((resolve) => {
      turns.begun += 1;
      underWay.push(resolve);
    });
  const worker = await Worker.create({
    connection: native,
    taskQueue,
    workflowBundle: bundle,
    activities: { takeTurn },
    shutdownGraceTime: '1s',
  });
  const running = worker.run();
  const workflowTaskTimeout = '3s';
  const workflow = await client.workflow.start('collectAccount', {
    taskQueue,
    workflowId: taskQueue,
    args: [taskQueue],
    workflowTaskTimeout,
  });
  const endTurn = async (answers: readonly Answer[]): Promise<void> => {
    await eventually('a turn has begun', () => underWay.length > 0, 30_000);
    underWay.shift()!(asleep(answers));
  };
  const command = (id: string) =>
    workflow.executeUpdate(commandArrived, { args: ['PauseCollection', id], updateId: id });
  const tasksCompleted = async (): Promise<number> => {
    const { events } = await workflow.fetchHistory();
    return events!.filter((event) => event.workflowTaskCompletedEventAttributes).length;
  };
  const replay = async (): Promise<void> =>
    Worker.runReplayHistory({ workflowBundle: bundle }, await workflow.fetchHistory(), taskQueue);
  const stop = async (): Promise<void> => {
    await workflow.terminate();
    worker.shutdown();
    await running;
    await native.close();
  };
  return { turns, endTurn, command, tasksCompleted, replay, stop };
}

test('a command that comes while a turn outlasts its workflow task is heard, and the history replays', async () => {
  const { turns, endTurn, command, tasksCompleted, replay, stop } = await account();
  try {
    await eventually('the first turn has begun', () => turns.begun === 1, 30_000);
    const answered = command('late');
    await eventually('its task was carried over', async () => (await tasksCompleted()) >= 1, 30_000);
    await endTurn([]);
    await endTurn([{ to: 'late', refused: null }]);
    expect(await answered).toEqual({ to: 'late', refused: null });
    expect(turns.begun).toBe(2);
    await replay();
  } finally {
    await stop();
  }
});

test('a command that no turn answers is read after two turns, and one that is answered after its own', async () => {
  const { turns, endTurn, command, replay, stop } = await account();
  try {
    await endTurn([]);
    const forgotten = command('forgotten');
    await endTurn([]);
    await endTurn([]);
    expect(await forgotten).toBeNull();
    const answered = command('answered');
    await endTurn([{ to: 'answered', refused: 'accountIsClosed' }]);
    expect(await answered).toEqual({ to: 'answered', refused: 'accountIsClosed' });
    expect(turns.begun).toBe(4);
    await replay();
  } finally {
    await stop();
  }
});
