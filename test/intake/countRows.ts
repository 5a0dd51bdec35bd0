import { importFile } from '../../intake/importFile';

/** Imports the payment file that it is given into nothing, in a process of its own; says how far the heap grew past its tenth batch. */
async function main(path: string): Promise<void> {
  let batches = 0;
  let early = 0;
  let highest = 0;
  const { rows } = await importFile({
    path,
    kind: 'payment',
    rejectsPath: `${path}.rejects`,
    sink: {
      alreadyDone: async () => 0,
      store: async (_, stored) => {
        batches += 1;
        const { heapUsed } = process.memoryUsage();
        if (batches <= 10) early = Math.max(early, heapUsed);
        highest = Math.max(highest, heapUsed);
        return stored.map(({ line }) => ({ line, outcome: 'added' }));
      },
    },
  });
  process.stdout.write(JSON.stringify({ rows, heapGrowthMiB: (highest - early) / 2 ** 20 }));
}

void main(process.argv[2] ?? '');
