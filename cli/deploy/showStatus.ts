import { print, printJson } from '../terminal/print';
import { table } from '../terminal/table';
import { deployStatus, type BuildStatus, type DeployStatus } from './deployStatus';
import { onDeployment } from './place';

const HEADERS = ['build', 'state', 'workers', 'accounts on it', 'housekeeping', 'wrote last for', 'code kept'];

/** Prints which builds there are, who works for them, and how many accounts each still holds. */
export const showStatus = ({ json }: Readonly<{ json: boolean }>): Promise<void> =>
  onDeployment(async (place) => {
    const status = await deployStatus(place, Date.now());
    if (json) printJson(status);
    else print(statusText(status));
  });

export function statusText(status: DeployStatus): string {
  if (status.builds.length === 0) return 'No worker has ever been started here.';
  return [table(HEADERS, status.builds.map(cellsOf)), ...remarks(status)].join('\n');
}

const cellsOf = ({ build, state, hasWorkers, accounts, housekeeping, wroteLastFor, isKept }: BuildStatus): string[] => [
  build,
  state,
  hasWorkers ? 'yes' : 'none',
  String(accounts),
  String(housekeeping),
  String(wroteLastFor),
  isKept ? 'yes' : 'no: cannot be audited',
];

function remarks({ current, builds, accountsWithoutBuild }: DeployStatus): string[] {
  const abandoned = builds
    .filter(({ isAbandoned }) => isAbandoned)
    .map(
      ({ build, accounts }) => `${build} holds ${accounts} accounts and NO WORKER OF IT IS THERE: they sleep for ever.`,
    );
  const lines = [
    ...(current === null ? ['No build is current: accounts cannot begin.'] : []),
    ...abandoned,
    ...(accountsWithoutBuild > 0 ? [`${accountsWithoutBuild} accounts are on no build yet.`] : []),
  ];
  return lines.length === 0 ? [] : ['', ...lines];
}
