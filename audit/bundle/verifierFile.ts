import { build } from 'esbuild';
import { dirname, join } from 'node:path';

const PROJECT = dirname(dirname(__dirname));

/** The verifier as one file for Node.js 20 and later, with everything in it that it needs; the same on every machine. */
export async function verifierFile(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'verifier', 'main.ts')],
    absWorkingDir: PROJECT,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // The names of files in comments stay below the project's folder, wherever its packages lie.
    preserveSymlinks: true,
    charset: 'utf8',
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}
