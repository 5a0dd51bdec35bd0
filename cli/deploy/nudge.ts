import { EXIT } from '../exitCode';
import { print, printJson, say } from '../terminal/print';
import { openProgressLine } from '../terminal/progressLine';
import { untilStopped } from '../untilStopped';
import { deployStatus, type DeployStatus } from './deployStatus';
import { moveAccounts, type Moved, type MoveOptions } from './moveAccounts';
import { onDeployment, type DeployPlace } from './place';

export type NudgeOptions = Readonly<{ perSecond: number; abandoned: boolean; json: boolean }>;
/** `none`: left where they are, because nobody is there to let go of them. */
type Held = Readonly<{ build: string | null; how: MoveOptions['how'] | 'none'; accounts: number }>;
type Outcome = Omit<Held, 'accounts'> & Moved;

/** Moves accounts that sleep on replaced builds to the current one, at a bounded pace. The same command goes on. */
export const nudge = (options: NudgeOptions): Promise<void> =>
  onDeployment(async (place) => {
    const held = heldElsewhere(await deployStatus(place, Date.now()), options.abandoned);
    const stop = { wanted: false };
    void untilStopped().then(() => (stop.wanted = true));
    const outcomes = await moveAll(place, held, options.perSecond, () => stop.wanted);
    if (options.json) printJson({ builds: outcomes });
    else print(outcomes.length === 0 ? 'Every account is on the current build.' : outcomes.map(textOf).join('\n'));
    if (outcomes.some(({ left }) => left > 0)) process.exitCode = EXIT.undecided;
    if (!stop.wanted) return;
    say('Stopped. The same command goes on.');
    process.exitCode = EXIT.stopped;
  });

/** What is to be moved and how. Throws where nobody would take the accounts over. */
function heldElsewhere({ current, builds, accountsWithoutBuild }: DeployStatus, takeAbandoned: boolean): Held[] {
  if (current === null) throw new Error('No build is current, so there is nowhere to move accounts to.');
  if (!builds.some(({ build, hasWorkers }) => build === current && hasWorkers)) {
    throw new Error(`No worker of the current build ${current} is there: whoever moved would wait for one.`);
  }
  const wayOf = (hasWorkers: boolean): Held['how'] => (hasWorkers ? 'ask' : takeAbandoned ? 'take' : 'none');
  const held: Held[] = builds
    .filter(({ build, accounts }) => build !== current && accounts > 0)
    .map(({ build, accounts, hasWorkers }) => ({ build, accounts, how: wayOf(hasWorkers) }));
  // Whoever is on no build goes to the current one as soon as something wakes them.
  return accountsWithoutBuild > 0 ? [...held, { build: null, accounts: accountsWithoutBuild, how: 'ask' }] : held;
}

async function moveAll(
  place: DeployPlace,
  held: readonly Held[],
  perSecond: number,
  isStopped: () => boolean,
): Promise<Outcome[]> {
  const line = openProgressLine();
  const outcomes: Outcome[] = [];
  try {
    for (const { build, how, accounts } of held) {
      const onMoved = (told: number): void => line.show(`${nameOf(build)}: ${told} of ${accounts} accounts told`);
      const moved =
        how === 'none'
          ? { told: 0, left: accounts }
          : await moveAccounts(place, build, { how, perSecond, onMoved, isStopped });
      outcomes.push({ build, how, ...moved });
    }
    return outcomes;
  } finally {
    await line.end();
  }
}

const nameOf = (build: string | null): string => build ?? 'on no build';

function textOf({ build, how, told, left }: Outcome): string {
  if (how === 'none') {
    return `${nameOf(build)}: ${left} accounts stay, as no worker of it is there to let go of them. Start one, or add --abandoned.`;
  }
  const done = how === 'ask' ? 'told to move' : 'started anew';
  return `${nameOf(build)}: ${told} accounts ${done}, ${left === 0 ? 'none is left' : `${left} have not moved yet: run it again`}.`;
}
