import { Worker } from 'node:worker_threads';
import { Groups } from '../figures/groups';
import type { Unit } from '../life/liveUnit';
import type { FromWorker, ToWorker, Work } from './work';

/** So many debtors are handed to a thread at once, and so many times ahead of its work: what waits stays small. */
const UNITS_AT_ONCE = 100;
const AHEAD = 3;

export type PoolOptions = Readonly<{
  /** What each thread runs. */
  code: string;
  work: Work;
  threads: number;
  units: AsyncIterable<Unit>;
  width: number;
  /** Hears how many accounts were lived so far. */
  onLived?: (accounts: number) => void;
  signal: AbortSignal;
}>;

/** Lives all debtors on some threads; gives the sums of each pack. The first error, or `signal`, ends all threads. */
export async function livePool({ code, work, threads, units, width, onLived, signal }: PoolOptions): Promise<Groups[]> {
  signal.throwIfAborted();
  const crew = Array.from({ length: threads }, () => new Crewman(code, work));
  const failed = Promise.race([...crew.map(({ broken }) => broken), abortOf(signal)]);
  failed.catch(() => {});
  let lived = 0;
  for (const { hear } of crew) hear((accounts) => onLived?.((lived += accounts)));
  try {
    const shareOut = async (): Promise<void> => {
      for await (const some of inPieces(units)) {
        const free = await Promise.race(crew.map((one) => one.free()));
        free.live(some);
      }
    };
    await Promise.race([shareOut(), failed]);
    const sums = await Promise.race([Promise.all(crew.map((one) => one.end())), failed]);
    const total = work.packs.map(() => new Groups(width));
    for (const ofOne of sums) for (const [i, one] of ofOne.entries()) total[i]!.merge(one);
    return total;
  } finally {
    await Promise.all(crew.map((one) => one.dismiss()));
  }
}

/** One thread, and how much it has still to do. */
class Crewman {
  readonly #worker: Worker;
  readonly broken: Promise<never>;
  #waiting = 0;
  #wake: () => void = () => {};
  #tell: (accounts: number) => void = () => {};
  #ended: (sums: readonly Float64Array[]) => void = () => {};

  constructor(code: string, work: Work) {
    this.#worker = new Worker(code, { eval: true, workerData: work });
    this.broken = new Promise((_, reject) => this.#worker.once('error', reject));
    this.broken.catch(() => {});
    this.#worker.on('message', (message: FromWorker) => {
      if ('sums' in message) return this.#ended(message.sums);
      this.#waiting -= 1;
      this.#tell(message.lived);
      this.#wake();
    });
  }

  hear = (tell: (accounts: number) => void): void => void (this.#tell = tell);

  /** Gives this thread once it can take more. */
  free(): Promise<this> {
    if (this.#waiting < AHEAD) return Promise.resolve(this);
    return new Promise((resolve) => (this.#wake = () => resolve(this)));
  }

  live(units: readonly Unit[]): void {
    this.#waiting += 1;
    this.#say({ units });
  }

  end(): Promise<readonly Float64Array[]> {
    const ended = new Promise<readonly Float64Array[]>((resolve) => (this.#ended = resolve));
    this.#say({ end: true });
    return ended;
  }

  dismiss = (): Promise<number> => this.#worker.terminate();

  #say(message: ToWorker): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is no window
    this.#worker.postMessage(message);
  }
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
}

async function* inPieces(units: AsyncIterable<Unit>): AsyncGenerator<readonly Unit[]> {
  let piece: Unit[] = [];
  for await (const unit of units) {
    piece.push(unit);
    if (piece.length < UNITS_AT_ONCE) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}
