import { activate } from '../../worker/deployment';
import { print, printJson } from '../terminal/print';
import { deployStatus } from './deployStatus';
import { onDeployment, type DeployPlace } from './place';

/** Makes a build current: accounts begin and continue on it from now on. Who sleeps on another stays there until nudged. */
export const activateBuild = (build: string, { json }: Readonly<{ json: boolean }>): Promise<void> =>
  onDeployment(async (place) => {
    const before = await activateWithWorkers(place, build);
    if (json) printJson({ build, before });
    else if (before === build) print(`${build} was current already.`);
    else print(`${build} is current${before === null ? '' : `, instead of ${before}`}.`);
  });

/** Gives what was current before. Throws for a build without workers: whoever went there would wait for one. */
export async function activateWithWorkers(place: DeployPlace, build: string): Promise<string | null> {
  const { current, builds } = await deployStatus(place, Date.now());
  const chosen = builds.find((one) => one.build === build);
  if (!chosen)
    throw new Error(`Nobody knows a build ${build}. There are: ${builds.map((one) => one.build).join(', ')}`);
  if (!chosen.hasWorkers)
    throw new Error(`No worker of ${build} is there. Start one first; accounts would wait for it.`);
  if (current !== build) await activate(place.deployment, build);
  return current;
}
