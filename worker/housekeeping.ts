import {
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleDescription,
  type ScheduleHandle,
  type ScheduleOptions,
} from '@temporalio/client';
import type { Log } from './log';

type Task = Readonly<{
  /** A workflow that takes no arguments; it runs on the accounts' own task queue. */
  workflowType: string;
  everyMs: number;
  /** How far it lies behind the full hour, so that not all begin at once. */
  offsetMs: number;
  /** One that was missed in an outage is made up for as long as this; each looks through everything that was left. */
  catchupMs: number;
  /**
   * A run is pinned to its build: once the workers of that build are gone it would wait for ever, and the schedule with it. The
   * next start finds what was left. So long also a first look through very much may take; what it has kept is not kept again.
   */
  timeoutMs: number;
}>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What is done on a schedule. */
export const TASKS: readonly Task[] = [
  {
    workflowType: 'keepHistories',
    everyMs: 15 * MINUTE_MS,
    offsetMs: 2 * MINUTE_MS,
    catchupMs: HOUR_MS,
    timeoutMs: 4 * HOUR_MS,
  },
  {
    workflowType: 'sweepAccounts',
    everyMs: HOUR_MS,
    offsetMs: 7 * MINUTE_MS,
    catchupMs: HOUR_MS,
    timeoutMs: 4 * HOUR_MS,
  },
  {
    workflowType: 'sealJournal',
    everyMs: DAY_MS,
    offsetMs: 12 * MINUTE_MS,
    catchupMs: DAY_MS,
    timeoutMs: 12 * HOUR_MS,
  },
];

/** Several services may share a namespace: the task queue tells whose schedule it is. */
export const scheduleIdOf = (taskQueue: string, { workflowType }: Pick<Task, 'workflowType'>): string =>
  `${taskQueue}-${workflowType}`;

/** Makes the schedules, or changes those that are not as they should be. One that somebody has paused stays paused. */
export async function registerSchedules(client: Client, taskQueue: string, tasks = TASKS): Promise<void> {
  for (const task of tasks) await register(client, taskQueue, task);
}

/** A worker without its schedules still serves the accounts; the next one that starts tries again. */
export const tryToRegisterSchedules = (client: Client, taskQueue: string, log: Log): Promise<void> =>
  registerSchedules(client, taskQueue).catch((error: Error) =>
    log.warn({ failure: error.name }, 'the schedules of the housekeeping could not be registered'),
  );

async function register(client: Client, taskQueue: string, task: Task): Promise<void> {
  const scheduleId = scheduleIdOf(taskQueue, task);
  const wanted = scheduleOf(scheduleId, taskQueue, task);
  try {
    await client.schedule.create({ scheduleId, ...wanted });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await update(client.schedule.getHandle(scheduleId), wanted);
  }
}

type Wanted = Pick<ScheduleOptions, 'action'> & {
  spec: { intervals: [{ every: number; offset: number }] };
  policies: { overlap: ScheduleOverlapPolicy; catchupWindow: number };
};

const scheduleOf = (
  workflowId: string,
  taskQueue: string,
  { workflowType, everyMs, offsetMs, catchupMs, timeoutMs }: Task,
): Wanted => ({
  spec: { intervals: [{ every: everyMs, offset: offsetMs }] },
  action: {
    type: 'startWorkflow',
    workflowType,
    workflowId,
    taskQueue,
    args: [],
    workflowExecutionTimeout: timeoutMs,
  },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: catchupMs },
});

async function update(handle: ScheduleHandle, wanted: Wanted): Promise<void> {
  const before = await handle.describe();
  if (isAs(before, wanted)) return;
  await handle.update(({ state }) => ({ ...wanted, state }));
}

function isAs({ spec, action, policies }: ScheduleDescription, wanted: Wanted): boolean {
  const [every] = wanted.spec.intervals;
  const [now] = spec.intervals ?? [];
  return (
    spec.intervals?.length === 1 &&
    now?.every === every.every &&
    now.offset === every.offset &&
    policies.overlap === wanted.policies.overlap &&
    policies.catchupWindow === wanted.policies.catchupWindow &&
    action.type === 'startWorkflow' &&
    action.workflowType === wanted.action.workflowType &&
    action.taskQueue === wanted.action.taskQueue &&
    action.workflowExecutionTimeout === wanted.action.workflowExecutionTimeout
  );
}
