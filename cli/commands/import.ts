import { Command, Option } from 'commander';
import type { ImportOptions } from '../importing/importOne';
import { json } from './options';

export const importCommand = (): Command =>
  new Command('import')
    .description('import an overdue file or a payment file (docs/file-formats.md)')
    .argument('<file>', '.csv, .jsonl or .ndjson, each also with .gz')
    .addOption(
      new Option('--kind <kind>', 'what it holds (default: as its first line says)').choices(['overdue', 'payment']),
    )
    .option('--policy <id>', 'the policy pack that the accounts of an overdue file follow', 'cn-bank-card')
    .option('--rejects <path>', 'where rejected rows are told (default: the file with .rejects.csv)')
    .addOption(json())
    .addHelpText('after', '\nExit code 2: some rows were rejected. Stopped with Ctrl-C, the same command goes on.')
    .action((file: string, options: ImportOptions) =>
      (require('../importing/importOne') as typeof import('../importing/importOne')).importOne(file, options),
    );
