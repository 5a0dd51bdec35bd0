import { randomUUID } from 'node:crypto';
import { archivedRunsOf } from '../../storage/archive/archive';
import { registerSchedules, scheduleIdOf, TASKS } from '../../worker/housekeeping';
import { workflowIdOf } from '../../workflows/ids';
import { eventually } from '../embedded/eventually';
import { livingHouse, type LivingHouse } from './livingHouse';

let living: LivingHouse;
beforeAll(async () => {
  living = await livingHouse();
}, 60_000);
afterAll(async () => {
  for (const task of TASKS) {
    await handleOf(task.workflowType)
      .delete()
      .catch(() => {});
  }
  await living?.stop();
}, 60_000);

const handleOf = (workflowType: string, taskQueue = living.house.taskQueue) =>
  living.house.client.schedule.getHandle(scheduleIdOf(taskQueue, { workflowType }));
const register = (tasks = TASKS) => registerSchedules(living.house.client, living.house.taskQueue, tasks);

test('schedules are made once, by many workers at the same moment, and never run twice at once', async () => {
  await Promise.all([register(), register(), register()]);
  for (const { workflowType, everyMs, catchupMs, timeoutMs } of TASKS) {
    const { spec, action, policies } = await handleOf(workflowType).describe();
    expect(spec.intervals?.map(({ every }) => every)).toEqual([everyMs]);
    expect(action).toMatchObject({
      workflowType,
      taskQueue: living.house.taskQueue,
      workflowExecutionTimeout: timeoutMs,
    });
    expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: catchupMs });
  }
});

test('a schedule that is as it should be is left alone, one that is not is changed, and one that was paused stays so', async () => {
  const [task] = TASKS;
  await register();
  const { info } = await handleOf(task!.workflowType).describe();
  await register();
  expect((await handleOf(task!.workflowType).describe()).info.lastUpdatedAt).toEqual(info.lastUpdatedAt);
  await handleOf(task!.workflowType).pause('test');
  await register([{ ...task!, everyMs: 60_000, offsetMs: 0 }]);
  const changed = await handleOf(task!.workflowType).describe();
  expect(changed.spec.intervals?.map(({ every }) => every)).toEqual([60_000]);
  expect(changed.state.paused).toBe(true);
  await register();
  expect((await handleOf(task!.workflowType).describe()).spec.intervals?.[0]?.every).toBe(task!.everyMs);
  await handleOf(task!.workflowType).unpause();
});

test('the scheduled workflows keep what has ended and repair what was lost, on the worker of the accounts', async () => {
  await register();
  const id = await living.contacted('scheduled');
  await living.handleOf(id).terminate('test');
  await eventually(
    'it runs again',
    async () => {
      await handleOf('sweepAccounts').trigger('SKIP');
      return (await living.statusOf(id)) === 'RUNNING';
    },
    30_000,
  );
  const endings = async (): Promise<string[]> =>
    (await archivedRunsOf(living.house.db, living.house.master, workflowIdOf(id))).map(({ status }) => status);
  await eventually(
    'the terminated run is kept',
    async () => {
      await handleOf('keepHistories').trigger('SKIP');
      return (await endings()).length > 0;
    },
    30_000,
  );
  expect(await endings()).toEqual(['terminated']);
});

test('a run that nobody works on ends by its timeout, and the next start of its schedule works', async () => {
  const task = TASKS.find(({ workflowType }) => workflowType === 'keepHistories')!;
  // Whatever the tests before have begun is nothing to a schedule that is made anew.
  await handleOf('keepHistories').delete();
  await living.stopWorker();
  await register([{ ...task, timeoutMs: 2_000 }]);
  await eventually(
    'it has ended by itself',
    async () => {
      // A start in the same second as an earlier one has the same id, and is refused.
      await handleOf('keepHistories').trigger('SKIP');
      return (await countOf('TimedOut')) > 0;
    },
    30_000,
  );
  await living.startWorker();
  await register();
  expect((await handleOf('keepHistories').describe()).action).toMatchObject({
    workflowExecutionTimeout: task.timeoutMs,
  });
  const since = new Date();
  await eventually(
    'the next one works',
    async () => {
      await handleOf('keepHistories').trigger('SKIP');
      return (await countOf('Completed', since)) > 0;
    },
    30_000,
  );
}, 90_000);

async function countOf(status: 'Completed' | 'TimedOut', since = new Date(0)): Promise<number> {
  const { client, taskQueue } = living.house;
  const ofQueue = `WorkflowType = 'keepHistories' and TaskQueue = '${taskQueue}'`;
  const query = `${ofQueue} and ExecutionStatus = '${status}' and StartTime > '${since.toISOString()}'`;
  return (await client.workflow.count(query)).count;
}

test('schedules of two services in one namespace do not meet', () => {
  const [one, other] = [randomUUID(), randomUUID()];
  expect(scheduleIdOf(one, TASKS[0]!)).not.toBe(scheduleIdOf(other, TASKS[0]!));
});
