import type { Policy, Rung } from '../../domain/policy';
import { byHandRung, messageRung, NOTICE_RUNG } from '../../domain/rungs';
import type { PackRule, Path } from './refuse';

type Ladder = Readonly<{ path: Path; rungs: readonly Rung[] }>;

/** The ladder of each stage, and the one that asks for the statement of a fraud claim. */
export const laddersOf = ({ stages, fraud }: Policy): readonly Ladder[] => [
  ...Object.entries(stages).map(([stage, { ladder }]) => ({ path: ['stages', stage, 'ladder'], rungs: ladder })),
  { path: ['fraud', 'ladder'], rungs: fraud.ladder },
];

/** Every rung of a pack with its place. */
export const rungsOf = (policy: Policy): readonly Readonly<{ rung: Rung; path: Path }>[] =>
  laddersOf(policy).flatMap(({ path, rungs }) => rungs.map((rung, i) => ({ rung, path: [...path, i] })));

export const laddersClimb: PackRule = (policy, refuse) => {
  for (const { path, rungs } of laddersOf(policy)) {
    rungs.forEach(({ afterDays }, i) => {
      const before = rungs[i - 1];
      if (before && afterDays < before.afterDays)
        refuse([...path, i, 'afterDays'], `goes back in time, before ${before.name}`);
    });
  }
};

export const stagesFollowEachOther: PackRule = ({ stages }, refuse) => {
  Object.entries(stages).forEach(([stage, { endsAfterDays }], i, all) => {
    const before = all[i - 1];
    if (before && endsAfterDays <= before[1].endsAfterDays)
      refuse(['stages', stage, 'endsAfterDays'], `ends no later than ${before[0]}`);
  });
};

/** Contacts and letters are known by the name of their rung for the account's whole life. */
export const namesAreFree: PackRule = (policy, refuse) => {
  const seen = new Set<string>();
  for (const { rung, path } of rungsOf(policy)) {
    if (seen.has(rung.name)) refuse([...path, 'name'], `${rung.name} stands twice`);
    if (isOurs(rung.name)) refuse([...path, 'name'], `${rung.name} is a name that the service gives itself`);
    seen.add(rung.name);
  }
};

const isOurs = (name: string): boolean =>
  name === NOTICE_RUNG || [messageRung(''), byHandRung('')].some((prefix) => name.startsWith(prefix));

/** FREQUENCY: a rung on a channel that is closed could never be climbed, and a notice never be given. */
export const channelsHaveRoom: PackRule = (policy, refuse) => {
  const { total, channels } = policy.caps;
  const notice = policy.notice ? [{ channel: 'letter' as const, path: ['notice'] }] : [];
  const rungs = rungsOf(policy).map(({ rung, path }) => ({ channel: rung.channel, path: [...path, 'channel'] }));
  for (const { channel, path } of [...rungs, ...notice]) {
    const caps = [total, channels[channel]];
    if (caps.some(({ perDay, perWeek }) => perDay === 0 || perWeek === 0))
      refuse(path, `the caps allow no ${channel} at all`);
  }
};

/** NOTICE: whom no letter may be sent would wait for the notice for ever. */
export const noticeReachesEverybody: PackRule = ({ notice, letter }, refuse) => {
  if (notice && letter.floorMinor > 0n)
    refuse(['letter', 'floorMinor'], 'must be 0: the notice of debt goes to everybody');
};
