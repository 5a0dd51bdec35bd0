import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compileFunction } from 'node:vm';
import { bundleDecisions, buildOf } from '../../worker/build';
import { createLog } from '../../worker/log';
import { bundleWorkflows } from '../../worker/startWorker';

const PROJECT = join(__dirname, '..', '..');
const log = createLog('test', 'error');

test('a given id is taken; without one it is the version and a hash of the code, and changes with a line of it', async () => {
  const given = await buildOf('1a2b3c', { code: 'workflows();' });
  const made = await buildOf(undefined, { code: 'workflows();' });
  const other = await buildOf(undefined, { code: 'workflows() ;' });
  expect(given.build).toBe('1a2b3c');
  expect(made.build).toMatch(/^\d+\.\d+\.\d+-[0-9a-f]{12}$/);
  expect((await buildOf(undefined, { code: 'workflows();' })).build).toBe(made.build);
  expect(other.build).not.toBe(made.build);
});

test('the code is the same wherever a worker is started from, and names no folder of this machine', async () => {
  const here = await buildOf(undefined, await bundleWorkflows(log));
  const script = `
    require(${JSON.stringify(join(PROJECT, 'node_modules/tsx/dist/cjs/index.cjs'))});
    const { bundleWorkflows } = require(${JSON.stringify(join(PROJECT, 'worker/startWorker.ts'))});
    const { buildOf } = require(${JSON.stringify(join(PROJECT, 'worker/build.ts'))});
    const { createLog } = require(${JSON.stringify(join(PROJECT, 'worker/log.ts'))});
    bundleWorkflows(createLog('test', 'error')).then((code) => buildOf(undefined, code)).then(({ build }) => console.log(build));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: tmpdir() });
  expect(stdout.trim()).toBe(here.build);
  for (const text of [here.workflowBundle, here.decisionBundle]) expect(text).not.toContain(PROJECT);
}, 60_000);

test('the code that decides runs by itself', async () => {
  const text = await bundleDecisions();
  const module = { exports: {} as Record<string, unknown> };
  const run = compileFunction(text, ['module', 'exports', 'require']) as (...given: unknown[]) => void;
  run(module, module.exports, require);
  expect(typeof module.exports['redecide']).toBe('function');
}, 30_000);
