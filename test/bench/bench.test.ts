import { z } from 'zod';
import { bench } from '../../bench/bench';
import { table } from '../../bench/table';

const TINY = {
  rounds: 2,
  perRound: 6,
  turns: 6,
  journalTurns: 1,
  lives: 1,
  daysPerSecond: 4,
  lifeDays: 5,
};

const positive = z.number().positive();
const cost = z.strictObject({ perSecond: positive, cpuMs: positive.nullable() });
const aim = z.strictObject({
  name: z.string().min(1),
  value: positive.nullable(),
  atMost: positive,
  isMet: z.boolean().nullable(),
});
const results = z.strictObject({
  measuredAt: z.iso.datetime(),
  machine: z.strictObject({ cores: positive, node: z.string(), platform: z.string() }),
  sizes: z.record(z.string(), positive),
  idleCpuMsPerSecond: z.number().nonnegative().nullable(),
  emptyWorkflow: cost,
  firstDecision: cost,
  signal: cost,
  payment: cost,
  turn: z.strictObject({
    opening: cost,
    payment: cost,
    wakeUp: cost,
    contact: cost,
    roundTrips: z.strictObject({ opening: positive, payment: positive, wakeUp: positive, contact: positive }),
  }),
  journal: z.strictObject({ appended: cost, inserted: cost }),
  life: z.strictObject({
    lived: z.literal(1),
    whole: z.number(),
    contacts: z.number(),
    payments: z.literal(4),
    windowsMissed: z.number(),
    seconds: positive,
    cpuMsPerLife: z.number().nullable(),
    events: positive,
    bytes: positive,
    runs: positive,
    eventsByType: z.record(z.string(), positive),
  }),
  aims: z.array(aim).length(4),
});

it('the bench measures the raw limit and ours in one run and says whether the aims are met', async () => {
  const measured: unknown = JSON.parse(JSON.stringify(await bench(TINY, () => undefined)));
  const { turn, life, aims } = results.parse(measured);

  // Round trips are counted at the socket, so they hold on every machine.
  expect(turn.roundTrips).toMatchObject({ opening: 2, payment: 2, wakeUp: 2 });
  expect(aims.find(({ name }) => name.includes('round trips'))).toMatchObject({ value: 2, isMet: true });
  // Each activity is told three times, each workflow task too; a life has one beginning for each run.
  expect(life.eventsByType['workflowExecutionStarted']).toBe(life.runs);
  expect(life.events).toBe(Object.values(life.eventsByType).reduce((sum, count) => sum + count));
  expect(table(measured as Parameters<typeof table>[0])).toContain('history events of a life');
}, 120_000);
