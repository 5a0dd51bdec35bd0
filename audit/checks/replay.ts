import type { BuildCode } from '../../storage/builds';
import type { CodeOfBuilds } from '../codeOfBuilds';
import type { Checked, Finding } from '../finding';
import type { Flaw, Histories } from '../histories';
import type { KeptRun } from '../histories/keptRun';
import { buildOfRun } from '../knownRows';
import type { KnownRows } from './witness/holdAgainst';
import { replayRuns, type Replayed } from './replay/replayRuns';

type Asked = Readonly<{ bundle: string; by: string }>;
type Plan = Readonly<{ run: KeptRun; asked: readonly Asked[]; flaws: readonly Flaw[] }>;

/** Every run replays with the code of the build that wrote it, and with the current one. */
export async function checkReplay(
  builds: CodeOfBuilds,
  all: readonly Histories[],
  rows: ReadonlyMap<string, KnownRows>,
): Promise<readonly Checked[]> {
  const plans = new Map<string, readonly Plan[]>();
  for (const { accountId, runs } of all) {
    plans.set(
      accountId,
      await Promise.all(runs.map((run) => planOf(builds, run, run.build ?? buildOfRun(run, rows.get(accountId)!)))),
    );
  }
  const replay = await replayAll([...plans.values()].flat());
  return all.map((histories) => {
    const { accountId, runs } = histories;
    const found = plans.get(accountId)!.flatMap((plan) => [...plan.flaws, ...differences(plan, replay)]);
    const findings = [...flawsOf(histories, rows.get(accountId)!), ...found].map((flaw): Finding => ({
      check: 'replay',
      accountId,
      ...flaw,
    }));
    return { check: 'replay', accountId, looked: runs.length, findings };
  });
}

/** Where nothing has happened yet no run has to be there. */
function flawsOf({ runs, flaws }: Histories, rows: KnownRows): readonly Flaw[] {
  if (runs.length + flaws.length > 0 || rows.size === 0) return flaws;
  return [{ kind: 'notChecked', what: 'runIsMissing', says: 'Nobody has any run of it.' }];
}

async function planOf({ current, of }: CodeOfBuilds, run: KeptRun, build: string | null): Promise<Plan> {
  const { runId } = run;
  const cannot = whyNot(run);
  if (cannot) return { run, asked: [], flaws: [{ runId, ...cannot }] };
  // Nobody has worked on it yet, so no code has written anything.
  if (!hasBegun(run)) return { run, asked: [], flaws: [] };
  const today = { bundle: current.workflowBundle, by: `the current build ${current.build}` };
  const code = build === null ? undefined : await of(build);
  if (isCode(code)) {
    const isSame = code.workflowBundle === current.workflowBundle;
    const own = { bundle: code.workflowBundle, by: `the build ${build} that wrote it` };
    return { run, asked: isSame ? [{ ...own, by: `${own.by}, and the current one` }] : [own, today], flaws: [] };
  }
  return { run, asked: [today], flaws: [noBundle(run, build, code)] };
}

const isCode = (code: BuildCode | string | undefined): code is BuildCode => typeof code === 'object';
const hasBegun = ({ events }: KeptRun): boolean => events.some((event) => event.workflowTaskCompletedEventAttributes);

function whyNot({ events, runId }: KeptRun): Flaw | null {
  if (events.length === 0)
    return { kind: 'notChecked', what: 'historyIsEmpty', says: `The history of run ${runId} is empty.` };
  const gap = events.findIndex(({ eventId }, place) => Number(eventId) !== place + 1);
  if (gap === -1) return null;
  return { kind: 'broken', what: 'historyIsCut', says: `The history of run ${runId} lacks its event ${gap + 1}.` };
}

function noBundle({ runId }: KeptRun, build: string | null, altered: string | undefined): Flaw {
  const unknown = build === null ? 'a build that nobody named' : `the build ${build}, whose code nobody kept`;
  const says = altered ?? `Run ${runId} was written by ${unknown}: it was replayed with the current build alone.`;
  return {
    kind: altered ? 'broken' : 'notChecked',
    what: altered ? 'bundleIsAltered' : 'bundleIsMissing',
    says,
    runId,
  };
}

type Results = ReadonlyMap<string, ReadonlyMap<string, Replayed>>;

/** By bundle and then by run. */
async function replayAll(plans: readonly Plan[]): Promise<Results> {
  const byBundle = new Map<string, KeptRun[]>();
  for (const { run, asked } of plans) {
    for (const { bundle } of asked) byBundle.set(bundle, [...(byBundle.get(bundle) ?? []), run]);
  }
  const results = new Map<string, ReadonlyMap<string, Replayed>>();
  for (const [bundle, runs] of byBundle) results.set(bundle, await replayRuns(bundle, runs));
  return results;
}

const differences = ({ run: { runId }, asked }: Plan, results: Results): readonly Flaw[] =>
  asked.flatMap(({ bundle, by }): Flaw[] => {
    const replayed = results.get(bundle)!.get(runId)!;
    if (replayed.is === 'same') return [];
    if (replayed.is === 'couldNot') {
      const says = `Run ${runId} could not be replayed with ${by}: ${replayed.because}`;
      return [{ kind: 'notChecked', what: 'replayFailed', says, runId }];
    }
    const says = `Run ${runId} does not replay with ${by}: ${replayed.because}`;
    return [{ kind: 'broken', what: 'replayDiffers', says, runId }];
  });
