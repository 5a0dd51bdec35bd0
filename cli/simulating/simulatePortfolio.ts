import { availableParallelism } from 'node:os';
import type { Collector } from '../../domain/policy';
import type { Day } from '../../domain/time';
import { appendRejects, keepRejectsBefore } from '../../intake/rejectsFile';
import { ASSUMED, readAssumptions } from '../../simulation/life/assumptions';
import { FITTED, readModel } from '../../simulation/readModel';
import { simulatedPage } from '../../simulation/report/page';
import { simulatedText } from '../../simulation/report/text';
import type { Simulated } from '../../simulation/result';
import { survey, type Survey } from '../../simulation/running/survey';
import { simulate } from '../../simulation/simulate';
import { EXIT } from '../exitCode';
import { labelled } from '../terminal/labelled';
import { print, printJson, say } from '../terminal/print';
import { openProgressLine, type ProgressLine } from '../terminal/progressLine';
import { table } from '../terminal/table';
import { writePage } from '../terminal/writePage';
import { untilStopped } from '../untilStopped';
import { packPaths, readPacks } from './findPacks';

export type SimulateOptions = Readonly<{
  portfolio: string;
  policy: readonly string[];
  days: number;
  seed: number;
  accounts?: number;
  start?: Day;
  collector: Collector;
  behaviour?: string;
  model?: string;
  rejects?: string;
  threads?: number;
  html?: string;
  json: boolean;
}>;

/** Simulates a portfolio and prints what came of it; Ctrl-C ends it, and nothing was changed. */
export async function simulatePortfolio(options: SimulateOptions): Promise<void> {
  const stop = new AbortController();
  void untilStopped().then(() => stop.abort());
  const line = openProgressLine();
  try {
    const simulated = await run(options, line, stop.signal);
    await line.end();
    if (options.html !== undefined) await writePage(options.html, simulatedPage(simulated));
    if (options.json) printJson(simulated);
    else print(simulatedText(simulated, table, labelled));
    if (simulated.portfolio.rejected > 0) process.exitCode = EXIT.someRejected;
  } catch (error) {
    await line.end();
    if (!stop.signal.aborted || error !== stop.signal.reason) throw error;
    say('Stopped. Nothing was changed.');
    process.exitCode = EXIT.stopped;
  }
}

async function run(options: SimulateOptions, line: ProgressLine, signal: AbortSignal): Promise<Simulated> {
  const { portfolio: path, days, seed, accounts = null, collector } = options;
  const paths = await packPaths(options.policy);
  const model = await readModel(options.model ?? FITTED);
  const behaviour = await readAssumptions(options.behaviour ?? ASSUMED);
  const seen = await surveyed(options, line, signal);
  const startOn = options.start ?? seen.startOn;
  const packs = await readPacks(paths, startOn);
  const threads = options.threads ?? availableParallelism();
  const onLived = progressOf(line, accounts ?? seen.rows);
  const what = { path, survey: seen, packs, model, behaviour, collector, startOn, days, seed, accounts, threads };
  return simulate({ ...what, onLived, signal });
}

async function surveyed(options: SimulateOptions, line: ProgressLine, signal: AbortSignal): Promise<Survey> {
  const { portfolio: path, rejects } = options;
  if (rejects !== undefined) await keepRejectsBefore(rejects, 0);
  const tellRejects =
    rejects === undefined ? undefined : (rows: Survey['firstRejects']) => appendRejects(rejects, rows);
  const onRows = (rows: number): void => {
    if (rows % 1000 === 0) line.show(`${rows.toLocaleString('en')} rows read`);
  };
  const seen = await survey({ path, onRows, signal, ...(tellRejects && { tellRejects }) }).catch(fileError(path));
  if (seen.rejected > 0) say(rejectsText(seen, rejects));
  return seen;
}

/** The system's words for a missing file name a call and not what to do. */
const fileError =
  (path: string) =>
  (error: NodeJS.ErrnoException): never => {
    if (error.code === 'ENOENT') throw new Error(`There is no file ${path}.`);
    throw error;
  };

function rejectsText({ rejected, firstRejects }: Survey, rejects: string | undefined): string {
  const shown = firstRejects.map(({ line, reason }) => `  line ${line}: ${reason}`);
  const where =
    rejects === undefined ? 'Name a file with --rejects to see all of them.' : `All of them are in ${rejects}.`;
  return [`${rejected} rows are rejected and not simulated:`, ...shown, where].join('\n');
}

function progressOf(line: ProgressLine, total: number): (lived: number) => void {
  const startedAt = performance.now();
  return (lived) => {
    const seconds = (performance.now() - startedAt) / 1000;
    const left = Math.round(((total - lived) * seconds) / lived);
    const share = Math.floor((100 * lived) / total);
    line.show(
      `${lived.toLocaleString('en')} of ${total.toLocaleString('en')} accounts lived (${share} %), ` +
        `${Math.round(lived / seconds).toLocaleString('en')} a second, ${clock(left)} left`,
    );
  };
}

const clock = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
