import type { Client } from '@temporalio/client';
import type { DeployPlace } from './place';

type Place = Pick<DeployPlace, 'client' | 'deployment'>;

/** Accounts whose run is open: on a build, or (null) on none yet. */
const openOn = ({ deployment }: Place, build: string | null): string => {
  const version =
    build === null
      ? 'TemporalWorkerDeploymentVersion is null'
      : `TemporalWorkerDeploymentVersion = '${deployment.name}:${build}'`;
  return `WorkflowType = 'collectAccount' and ExecutionStatus = 'Running' and TaskQueue = '${deployment.name}' and ${version}`;
};

/** How many open accounts a build holds. */
export const countHeldBy = async (place: Place, build: string | null): Promise<number> =>
  (await place.client.workflow.count(openOn(place, build))).count;

/** Their workflows, one page after the other. */
export async function* heldBy(place: Place, build: string | null): AsyncGenerator<string> {
  const found: ReturnType<Client['workflow']['list']> = place.client.workflow.list({ query: openOn(place, build) });
  for await (const { workflowId } of found) yield workflowId;
}
