import type { Deployment } from '../../worker/deployment';

/** What Temporal says about the builds of a deployment; moments in milliseconds of real time. */
export type Versions = Readonly<{
  current: string | null;
  ramping: string | null;
  /** Builds that were current or ramping at least once. */
  activated: ReadonlySet<string>;
  known: readonly string[];
  /** When a worker of a build last asked for work. */
  askedAt: ReadonlyMap<string, number>;
}>;

/** A worker asks again each minute, also when there is nothing to do. */
const ASKS_EVERY_MS = 75_000;
const NOT_FOUND = 5;
const WORKFLOWS = 1;
const NOTHING: Versions = { current: null, ramping: null, activated: new Set(), known: [], askedAt: new Map() };

/** Whether workers of a build are there, as far as Temporal can tell: one that died is noticed after a minute or so. */
export const hasWorkers = ({ askedAt }: Versions, build: string, nowMs: number): boolean =>
  nowMs - (askedAt.get(build) ?? -Infinity) < ASKS_EVERY_MS;

export async function versionsOf(deployment: Deployment): Promise<Versions> {
  const { connection, namespace, name } = deployment;
  try {
    const said = await connection.workflowService.describeWorkerDeployment({ namespace, deploymentName: name });
    const { routingConfig, versionSummaries } = said.workerDeploymentInfo ?? {};
    const summaries = (versionSummaries ?? []).map((summary) => ({
      build: summary.deploymentVersion?.buildId ?? '',
      wasActivated: !!summary.firstActivationTime,
    }));
    return {
      current: routingConfig?.currentDeploymentVersion?.buildId || null,
      ramping: routingConfig?.rampingDeploymentVersion?.buildId || null,
      activated: new Set(summaries.filter(({ wasActivated }) => wasActivated).map(({ build }) => build)),
      known: summaries.map(({ build }) => build),
      askedAt: await lastAsked(deployment),
    };
  } catch (error) {
    if ((error as { code?: number }).code === NOT_FOUND) return NOTHING;
    throw error;
  }
}

async function lastAsked({ connection, namespace, name }: Deployment): Promise<Map<string, number>> {
  const taskQueue = { name };
  const said = await connection.workflowService.describeTaskQueue({
    namespace,
    taskQueue,
    taskQueueType: WORKFLOWS,
  });
  const asked = new Map<string, number>();
  for (const { deploymentOptions, lastAccessTime } of said.pollers ?? []) {
    const build = deploymentOptions?.buildId;
    const at = Number(lastAccessTime?.seconds ?? 0) * 1000;
    if (build) asked.set(build, Math.max(at, asked.get(build) ?? 0));
  }
  return asked;
}
