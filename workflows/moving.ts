import { allHandlersFinished, makeContinueAsNewFunc, setHandler, workflowInfo } from '@temporalio/workflow';
import { getActivator } from '@temporalio/workflow/lib/global-attributes';
import type { NextForWorkflow } from '../activities/turnResult';
import type { AccountId } from '../domain/brand';
import type { collectAccount } from './collectAccount';
import { moveOn } from './messages';

/** Hears that a newer build is there. The account moves when it next sleeps and nobody waits for its answer. */
export function openMove() {
  let isWanted = false;
  setHandler(moveOn, () => {
    isWanted = true;
  });
  return { isDue: (): boolean => isWanted && allHandlersFinished() };
}

const inNewRun = makeContinueAsNewFunc<typeof collectAccount>({ initialVersioningBehavior: 'AUTO_UPGRADE' });

/**
 * Goes on in a new run, on the build that is current by then; a run itself stays on its build. Servers before 1.31 do not know
 * the option, but they look at how the last task of the old run calls itself, which has no public name in the SDK.
 */
export function continueOnCurrentBuild(accountId: AccountId, next: NextForWorkflow): Promise<never> {
  if (thisBuild() !== null) getActivator().versioningBehavior = 'AUTO_UPGRADE';
  return inNewRun(accountId, next, thisBuild());
}

/** What another build said comes next is asked again. Runs that began before builds had names carry on as they were told. */
export const isOfThisBuild = (knownBy: string | null): boolean => knownBy === null || knownBy === thisBuild();

/** A worker outside of a deployment has a build id, but nothing can be pinned to it. */
function thisBuild(): string | null {
  const version = workflowInfo().currentDeploymentVersion;
  return version?.deploymentName ? version.buildId : null;
}
