import type { Connection } from '@temporalio/client';
import type { WorkerDeploymentOptions } from '@temporalio/worker';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where builds follow each other: the workers of one task queue are one deployment, named like it. */
export type Deployment = Readonly<{ connection: Connection; namespace: string; name: string }>;

/** A run stays on the build that began it; the next run of the account begins on the current build. */
export const pinnedTo = (name: string, buildId: string): WorkerDeploymentOptions => ({
  version: { deploymentName: name, buildId },
  useWorkerVersioning: true,
  defaultVersioningBehavior: 'PINNED',
});

const NOT_FOUND = 5;
const FAILED_PRECONDITION = 9;
const TRY_EVERY_MS = 100;
/** A worker is known to Temporal a moment after it has begun to ask for work. */
const KNOWN_WITHIN_MS = 60_000;

type Current = Readonly<{ build: string | null; token: Uint8Array | null }>;

/** The build on which new runs begin; null where nobody has chosen one yet. */
export const currentBuild = async (deployment: Deployment): Promise<string | null> => (await current(deployment)).build;

async function current({ connection, namespace, name: deploymentName }: Deployment): Promise<Current> {
  try {
    const said = await connection.workflowService.describeWorkerDeployment({ namespace, deploymentName });
    const build = said.workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId;
    return { build: build || null, token: said.conflictToken ?? null };
  } catch (error) {
    if (codeOf(error) === NOT_FOUND) return { build: null, token: null };
    throw error;
  }
}

/** Makes a build current: new runs begin on it. A worker of it has to be there. */
export const activate = (deployment: Deployment, build: string): Promise<void> =>
  whenKnown(() => setCurrent(deployment, build, null));

/** The first build of a deployment needs nobody who chooses it; every later one does. */
export const activateIfFirst = (deployment: Deployment, build: string): Promise<void> =>
  whenKnown(async () => {
    const { build: before, token } = await current(deployment);
    if (before === null) await setCurrent(deployment, build, token);
  });

async function setCurrent(deployment: Deployment, buildId: string, conflictToken: Uint8Array | null): Promise<void> {
  const { connection, namespace, name: deploymentName } = deployment;
  await connection.workflowService.setWorkerDeploymentCurrentVersion({
    namespace,
    deploymentName,
    buildId,
    identity: 'arrears',
    ...(conflictToken && { conflictToken }),
  });
  // While a worker of it is still registering, the server (1.29) may agree and forget.
  if ((await currentBuild(deployment)) !== buildId) throw new Forgotten(buildId);
}

class Forgotten extends Error {
  readonly code = FAILED_PRECONDITION;
  constructor(buildId: string) {
    super(`Temporal agreed to make ${buildId} current, and has not`);
  }
}

async function whenKnown(attempt: () => Promise<void>): Promise<void> {
  const giveUpAt = performance.now() + KNOWN_WITHIN_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const isEarly = [NOT_FOUND, FAILED_PRECONDITION].includes(codeOf(error) ?? 0);
      if (!isEarly || performance.now() > giveUpAt) throw error;
      await sleep(TRY_EVERY_MS);
    }
  }
}

const codeOf = (error: unknown): number | undefined => (error as { code?: number }).code;
