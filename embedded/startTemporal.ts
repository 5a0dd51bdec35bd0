import { Connection } from '@temporalio/client';
import path from 'node:path';
import { privateFolder } from './dataFolder';
import { findTemporal } from './findTemporal';
import { assertPortIsFree, freePorts } from './freePorts';
import { endOrphan } from './processNote';
import { EndedEarly, spawnPart, startFailure, waitUntilReady, type Part } from './spawnPart';

export type TemporalOptions = Readonly<{
  dataFolder: string;
  /** The frontend's port; a free one when left out. */
  port?: number;
  /** Without the web UI. */
  headless: boolean;
  /** Whether the file stays whole in a power cut, which may still take the last moments. Kill -9 loses nothing either way. */
  durable: boolean;
  onMessage: (text: string) => void;
}>;

export type RunningTemporal = Part & Readonly<{ address: string; uiUrl?: string }>;

const startLimitMs = 60_000;
const triesToStart = 4;

/**
 * By default the server fires no timer before a second is over (a 10 ms timer comes 1,000 ms late): a look-ahead that
 * is meant for clusters whose clocks differ. With 10 ms the median is 20 ms late, which a rehearsal in fast motion needs.
 * Each timer then needs a look of its own, of which the server takes 20 a second unless told otherwise.
 */
const dynamicConfig = [
  'history.timerProcessorMaxTimeShift="10ms"',
  'history.timerProcessorMaxPollRPS=1000',
  // An activity that is scheduled by a worker with a free slot goes to it with the answer, without another round.
  'system.enableActivityEagerExecution=true',
  // Each task queue is a deployment of its own, and a run of the tests has many; the server would take a hundred.
  'matching.maxDeployments=100000',
];

/** Starts a Temporal dev server that keeps its state in the data folder and waits until it answers. */
export async function startTemporal(options: TemporalOptions): Promise<RunningTemporal> {
  const command = await findTemporal(options.onMessage);
  const folder = privateFolder(options.dataFolder, 'temporal');
  await endOrphan(path.join(folder, 'process.json'), 10_000);
  for (let tries = 1; ; tries++) {
    try {
      return await startOnce(command, folder, options);
    } catch (error) {
      // Somebody may have taken a port between our look and the server's start.
      if (!(error instanceof EndedEarly) || tries === triesToStart)
        throw startFailure('Temporal', error, path.join(folder, 'temporal.log'));
    }
  }
}

async function startOnce(command: string, folder: string, options: TemporalOptions): Promise<RunningTemporal> {
  const [freePort = 0, uiPort = 0] = await freePorts(2);
  const port = options.port ?? freePort;
  await assertPortIsFree(port, 'Temporal');
  const part = await spawnPart({
    command,
    args: [...baseArgs(port, options.durable), ...(options.headless ? ['--headless'] : ['--ui-port', String(uiPort)])],
    cwd: folder,
    env: process.env,
    logFile: path.join(folder, 'temporal.log'),
    noteFile: path.join(folder, 'process.json'),
  });
  const address = `127.0.0.1:${port}`;
  try {
    await waitUntilReady(part, () => probe(address), startLimitMs);
  } catch (error) {
    await part.stop();
    throw error;
  }
  return { ...part, address, ...(!options.headless && { uiUrl: `http://127.0.0.1:${uiPort}` }) };
}

function baseArgs(port: number, isDurable: boolean): string[] {
  const pragmas = ['journal_mode=wal', `synchronous=${isDurable ? 'normal' : 'off'}`];
  const args = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'warn'];
  args.push('--db-filename', 'temporal.db'); // relative: the server reads "?" and "%" in it as parts of a URL
  for (const pragma of pragmas) args.push('--sqlite-pragma', pragma);
  for (const value of dynamicConfig) args.push('--dynamic-config-value', value);
  return args;
}

async function probe(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 1_000 });
  try {
    const describe = () => connection.workflowService.describeNamespace({ namespace: 'default' });
    await connection.withDeadline(Date.now() + 5_000, describe);
  } finally {
    await connection.close();
  }
}
