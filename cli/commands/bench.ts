import { Command } from 'commander';
import { join } from 'node:path';

const LATEST = join(__dirname, '..', '..', 'bench', 'results', 'latest.json');

export const benchCommand = (): Command =>
  new Command('bench')
    .description('measure what an account costs beside the raw limit of Temporal and PostgreSQL, on parts of its own')
    .option('--quick', 'smaller numbers: under two minutes, and more noise', false)
    .option('--json', 'print the results as JSON', false)
    .option('--out <file>', 'where the results are kept (default: bench/results/latest.json)')
    .action((options: Readonly<{ quick: boolean; json: boolean; out?: string }>) => {
      // Loaded only now: nobody else needs it.
      const { runBench } = require('../../bench/runBench') as typeof import('../../bench/runBench');
      return runBench({ ...options, out: options.out ?? LATEST });
    });
