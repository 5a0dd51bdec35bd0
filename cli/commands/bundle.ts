import { Command } from 'commander';
import type { MakeOptions } from '../bundles/make';
import type { VerifyOptions } from '../bundles/verify';
import { json, oneOf } from './options';

export const bundleCommand = (): Command =>
  new Command('bundle')
    .description('everything about some accounts in one signed file that a regulator can check alone')
    .argument('<account...>', 'accounts; all others of their debtors come with them, as contacts count together')
    .option('--out <file>', 'the zip to write (default: bundle.zip)')
    .addOption(oneOf('--as <reader>', 'who it is for', ['auditor', 'engineer']).default('auditor'))
    .option('--with-texts', 'with the texts that went out, opened; for auditors', false)
    .option('--without-temporal', 'histories from the archive alone', false)
    .option('--seal', 'seal the journal first, so that every row is proved', false)
    .addOption(json())
    .addHelpText(
      'after',
      '\n`arrears bundle verify FILE` checks one; `arrears bundle verifier --out FILE` writes the program that does.',
    )
    .action((accounts: string[], options: MakeOptions) =>
      (require('../bundles/make') as typeof import('../bundles/make')).makeBundleFile(accounts, options),
    )
    .addCommand(verify())
    .addCommand(verifier());

/** Options that the command above knows too are taken by it: `--json`, `--out`. */
const verify = (): Command =>
  new Command('verify')
    .description('check a bundle; needs no service if --key is given')
    .argument('<file>', 'a bundle')
    .option('--key <key...>', 'public keys, as texts or files (default: that of this service)')
    .option('--noted <hash...>', 'hashes of checkpoints that were noted elsewhere, which have to be in it')
    .option('--run-code', 'take each decision once more; runs the code that is in the bundle', false)
    .addOption(json())
    .addHelpText('after', '\nExit code 3: damaged. 6: something could not be checked.')
    .action((file: string, _: object, command: Command) =>
      (require('../bundles/verify') as typeof import('../bundles/verify')).verifyBundleFile(
        file,
        command.optsWithGlobals<VerifyOptions>(),
      ),
    );

const verifier = (): Command =>
  new Command('verifier')
    .description('write the verifier, one file for Node.js alone, and print its SHA-256')
    .option('--out <file>', 'the file to write (default: verify.mjs)')
    .action((_: object, command: Command) =>
      (require('../bundles/writeVerifier') as typeof import('../bundles/writeVerifier')).writeVerifier(
        command.optsWithGlobals<Readonly<{ out?: string }>>(),
      ),
    );
