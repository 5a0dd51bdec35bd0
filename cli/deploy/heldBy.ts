import type { Client } from '@temporalio/client';
import { quoted } from '../../workflows/visibility';
import type { DeployPlace } from './place';

type Place = Pick<DeployPlace, 'client' | 'deployment'>;

const IS_ACCOUNT = "WorkflowType = 'collectAccount'";
const IS_HOUSEKEEPING = "WorkflowType != 'collectAccount'";

/** Runs that are open: on a build, or (null) on none yet. */
const openOn = ({ deployment }: Place, build: string | null, which: string): string => {
  const version =
    build === null
      ? 'TemporalWorkerDeploymentVersion is null'
      : `TemporalWorkerDeploymentVersion = ${quoted(`${deployment.name}:${build}`)}`;
  return `${which} and ExecutionStatus = 'Running' and TaskQueue = ${quoted(deployment.name)} and ${version}`;
};

/** How many open accounts a build holds. */
export const countHeldBy = async (place: Place, build: string | null): Promise<number> =>
  (await place.client.workflow.count(openOn(place, build, IS_ACCOUNT))).count;

/** How many runs of the house's own work are on it: they need its workers until they end. */
export const countHousekeepingOn = async (place: Place, build: string): Promise<number> =>
  (await place.client.workflow.count(openOn(place, build, IS_HOUSEKEEPING))).count;

/** The workflows of those accounts, one page after the other. */
export async function* heldBy(place: Place, build: string | null): AsyncGenerator<string> {
  const found: ReturnType<Client['workflow']['list']> = place.client.workflow.list({
    query: openOn(place, build, IS_ACCOUNT),
  });
  for await (const { workflowId } of found) yield workflowId;
}
