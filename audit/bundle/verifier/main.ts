/** The verifier as a program of its own: `node verify.mjs bundle.zip --key <key>`. */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { publicKeysFrom } from '../../../storage/checkpoints/signingKey';
import { verdictText } from './verdictText';
import { verifyBundle } from './verifyBundle';

const USAGE = `node verify.mjs <bundle.zip> --key <public key, or a file with it> [--key …] [--noted <hash> …] [--run-code] [--json]

Exit code 0: all holds. 3: damaged. 6: something could not be checked. 1: wrong use.`;

const EXIT = { holds: 0, damaged: 3, notChecked: 6 } as const;

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true },
      noted: { type: 'string', multiple: true },
      'run-code': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1 || !values.key) throw new Error(USAGE);
  const keys = publicKeysFrom(values.key.map((one) => (existsSync(one) ? readFileSync(one, 'utf8') : one)));
  const request = { keys, noted: values.noted ?? [], runsCode: values['run-code'] };
  const verdict = verifyBundle(readFileSync(file), request);
  process.stdout.write(`${values.json ? JSON.stringify(verdict, null, 2) : verdictText(verdict)}\n`);
  process.exitCode = EXIT[verdict.outcome];
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
