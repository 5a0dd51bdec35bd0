import { availableParallelism } from 'node:os';
import { randomUUID } from 'node:crypto';
import { aimsOf } from './aims';
import { openGround, openPlace, startOurWorker, type Ground, type Place } from './ground';
import { journalRows } from './journalRows';
import { lives } from './lives';
import { idleCpu, medianCost, type Cost } from './measure';
import { firstDecisions, payments } from './ours';
import { openRawLimit } from './rawLimit';
import type { Sizes } from './sizes';
import { turns } from './turns';

const IDLE_MS = 1_000;
const WARM_UP = 20;

export type Results = Awaited<ReturnType<typeof bench>>;

/** Measures the raw limit and ours in one run on one server, in turns, and gives the medians of the rounds. */
export async function bench(sizes: Sizes, say: (text: string) => unknown) {
  say('Starting PostgreSQL and Temporal …');
  const ground = await openGround(say);
  try {
    const figures = await measureAll(ground, sizes, say);
    const machine = { cores: availableParallelism(), node: process.version, platform: process.platform };
    return { measuredAt: new Date().toISOString(), machine, sizes, ...figures, aims: aimsOf(figures) };
  } finally {
    await ground.stop();
  }
}

export type Figures = Awaited<ReturnType<typeof measureAll>>;

async function measureAll(ground: Ground, sizes: Sizes, say: (text: string) => unknown) {
  const stored = await openPlace(ground, 'stored', 1);
  try {
    say('Turns and journal rows, in the storage alone …');
    const turn = await turns(ground, stored, sizes.turns);
    const journal = await journalRows(stored, sizes.journalTurns, sizes.rounds);
    const { idleMsPerSecond, ...inTurns } = await rounds(ground, sizes, say);
    say(`${sizes.lives} lives of ${sizes.lifeDays} days at ${sizes.daysPerSecond} days a second …`);
    const life = await lives(ground, sizes);
    return { idleCpuMsPerSecond: idleMsPerSecond, ...inTurns, turn, journal, life };
  } finally {
    await stored.db.destroy();
  }
}

/** Raw, ours, raw, ours: what else the machine does at a time meets both. */
async function rounds(ground: Ground, sizes: Sizes, say: (text: string) => unknown) {
  say('Starting the workers …');
  const place: Place = await openPlace(ground, 'started', 1);
  const [raw, ours] = await Promise.all([
    openRawLimit(ground, sizes.perRound),
    startOurWorker(ground, place, 'bench-ours'),
  ]);
  const costs = {
    emptyWorkflow: [] as Cost[],
    firstDecision: [] as Cost[],
    signal: [] as Cost[],
    payment: [] as Cost[],
  };
  try {
    await warmUp(raw, place);
    const idleMsPerSecond = await idleCpu(IDLE_MS);
    for (let round = 1; round <= sizes.rounds; round++) {
      say(`Round ${round} of ${sizes.rounds} …`);
      const name = `account-${round}-${randomUUID().slice(0, 8)}`;
      costs.emptyWorkflow.push(await raw.emptyWorkflows(sizes.perRound));
      costs.firstDecision.push(await firstDecisions(place, name, sizes.perRound));
      costs.signal.push(await raw.signals());
      costs.payment.push(await payments(place, name, sizes.perRound));
    }
    return {
      idleMsPerSecond,
      emptyWorkflow: medianCost(costs.emptyWorkflow),
      firstDecision: medianCost(costs.firstDecision),
      signal: medianCost(costs.signal),
      payment: medianCost(costs.payment),
    };
  } finally {
    await Promise.all([raw.stop(), ours.stop()]);
    await place.db.destroy();
  }
}

/** The first workflows of a process pay for its compilers. */
async function warmUp(raw: Awaited<ReturnType<typeof openRawLimit>>, place: Place): Promise<void> {
  await raw.emptyWorkflows(WARM_UP);
  await firstDecisions(place, 'warm-up', WARM_UP);
  await raw.signals();
  await payments(place, 'warm-up', WARM_UP);
}
