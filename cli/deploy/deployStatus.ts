import { sql } from 'kysely';
import { knownBuilds } from '../../storage/builds';
import type { Db } from '../../storage/database';
import { countHeldBy, countHousekeepingOn } from './heldBy';
import type { DeployPlace } from './place';
import { hasWorkers, versionsOf, type Versions } from './versions';

/** `waiting`: never activated. `draining`: replaced, and something is still open on it. `drained`: replaced, and nothing is. */
export type BuildState = 'current' | 'ramping' | 'waiting' | 'draining' | 'drained';

export type BuildStatus = Readonly<{
  build: string;
  state: BuildState;
  hasWorkers: boolean;
  /** When a worker of it last asked for work; null when that is more than some minutes ago. */
  askedAt: Date | null;
  /** Open accounts whose run is on it. */
  accounts: number;
  /** Open runs of the house's own work on it; they end by themselves. */
  housekeeping: number;
  /** Accounts whose last journal row it wrote. */
  wroteLastFor: number;
  /** Whether its code is kept for replays. */
  isKept: boolean;
  /** It holds accounts and nobody works for them. */
  isAbandoned: boolean;
}>;

export type DeployStatus = Readonly<{
  deployment: string;
  current: string | null;
  builds: readonly BuildStatus[];
  /** Open accounts that no build has taken yet. */
  accountsWithoutBuild: number;
}>;

/** Every build that is kept, known to Temporal or named by the journal, the newest first. */
export async function deployStatus(place: DeployPlace, nowMs: number): Promise<DeployStatus> {
  const versions = await versionsOf(place.deployment);
  const kept = (await knownBuilds(place.db)).map(({ build }) => build);
  const wroteLastFor = await lastWriters(place.db);
  const names = new Set([...kept.toReversed(), ...versions.known, ...wroteLastFor.keys()]);
  const builds: BuildStatus[] = [];
  for (const build of names) {
    const accounts = await countHeldBy(place, build);
    const housekeeping = await countHousekeepingOn(place, build);
    const isThere = hasWorkers(versions, build, nowMs);
    const askedAt = versions.askedAt.get(build);
    builds.push({
      build,
      state: stateOf(versions, build, accounts + housekeeping),
      hasWorkers: isThere,
      askedAt: askedAt === undefined ? null : new Date(askedAt),
      accounts,
      housekeeping,
      wroteLastFor: wroteLastFor.get(build) ?? 0,
      isKept: kept.includes(build),
      isAbandoned: accounts > 0 && !isThere,
    });
  }
  const accountsWithoutBuild = await countHeldBy(place, null);
  return { deployment: place.deployment.name, current: versions.current, builds, accountsWithoutBuild };
}

function stateOf({ current, ramping, activated }: Versions, build: string, open: number): BuildState {
  if (build === current) return 'current';
  if (build === ramping) return 'ramping';
  if (open > 0) return 'draining';
  return activated.has(build) ? 'drained' : 'waiting';
}

async function lastWriters(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ build: string; accounts: number }>`
    select j.build, count(*)::int as accounts from accounts a
    join journal j on j.account_id = a.id and j.version = a.version group by j.build order by j.build`.execute(db);
  return new Map(rows.map(({ build, accounts }) => [build, accounts]));
}
