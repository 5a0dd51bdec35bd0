import { build as bundle } from 'esbuild';
import { dirname, join } from 'node:path';
import { idFromCode, type BuildCode } from '../storage/builds';
import { version } from '../package.json';

const PROJECT = dirname(__dirname);
/** Exports `redecide(inputJson: string): string` and reaches everything that decides. */
const DECISIONS = join(PROJECT, 'storage', 'redecide', 'entry.ts');

export type Build = BuildCode & Readonly<{ build: string }>;

/**
 * What this process runs, under its id. Without a given one the id is made of what replays and what decides, so that it is the
 * same on every machine, and another as soon as a line of it changes.
 */
export async function buildOf(given: string | undefined, workflows: Readonly<{ code: string }>): Promise<Build> {
  const workflowBundle = withoutSourceMap(workflows.code);
  const decisionBundle = await bundleDecisions();
  const code = { workflowBundle, decisionBundle };
  return { build: given ?? idFromCode(version, code), ...code };
}

const MAP = '//# sourceMappingURL=data:application/json;charset=utf-8;base64,';
const EMPTY_MAP = `${MAP}${Buffer.from('{"version":3,"file":"workflows.js","sources":[],"mappings":""}').toString('base64')}\n`;

/** The map is longer than the code, and a replay asks only that there is one. */
function withoutSourceMap(code: string): string {
  const at = code.lastIndexOf(MAP);
  return at < 0 ? code : code.slice(0, at) + EMPTY_MAP;
}

/** The code that decides as one CommonJS file without anything of this machine in it. */
export async function bundleDecisions(entry = DECISIONS): Promise<string> {
  const { outputFiles } = await bundle({
    entryPoints: [entry],
    absWorkingDir: PROJECT,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // The names of files in comments stay below the project's folder, wherever its packages lie.
    preserveSymlinks: true,
    charset: 'utf8',
    logLevel: 'silent',
  });
  return outputFiles[0]!.text;
}
