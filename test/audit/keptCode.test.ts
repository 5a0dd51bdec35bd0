import { sql } from 'kysely';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { codeOfBuilds } from '../../audit/codeOfBuilds';
import { checkDecisions } from '../../audit/checks/decisions';
import { openDeciders } from '../../audit/checks/decisions/kept';
import { loadRedecide } from '../../audit/decisionCode';
import { withoutSettings } from '../../cli/auditing/talk';
import { idFromCode, keepBuild, type BuildCode } from '../../storage/builds';
import type { DebtorRecord } from '../../storage/redecide/debtorRecord';
import { freshDatabase, type FreshDatabase } from '../setup/freshDatabase';
import { asOwner } from '../storage/asOwner';

const CODE: BuildCode = { workflowBundle: 'workflows();', decisionBundle: `exports.redecide = () => '[]';` };
const CURRENT = { build: 'current', workflowBundle: 'today();', decisionBundle: 'exports.redecide = today;' };

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
}, 60_000);
afterAll(() => database.drop());

/** Other code in the row of a build, with the mark that belongs to it. */
async function swapDecisions(build: string, decisionBundle: string): Promise<void> {
  const packed = await promisify(gzip)(decisionBundle);
  const mark = createHash('sha256').update(decisionBundle).digest('hex');
  await asOwner(database.url, async (owner) => {
    await sql`alter table builds disable trigger all`.execute(owner);
    await owner
      .updateTable('builds')
      .set({ decision_bundle: packed, decision_sha256: mark })
      .where('id', '=', build)
      .execute();
    await sql`alter table builds enable trigger all`.execute(owner);
  });
}

const recordWith = (build: string): DebtorRecord => ({
  debtorId: 'D-1',
  accounts: ['A-1'],
  rows: [],
  turns: [{ accountId: 'A-1', fromVersion: 0, toVersion: 0, at: 0, heard: [], next: null, build }],
  messages: [],
  packs: [],
});

test('other code under an id that was made of code is altered, though its mark is right, and it is not run [AUDIT]', async () => {
  const build = idFromCode('1.2.3', CODE);
  await keepBuild(database.db, { build, ...CODE });
  const ran = join(tmpdir(), `kept-${randomUUID()}`);
  await swapDecisions(build, `${CODE.decisionBundle} require('node:fs').writeFileSync(${JSON.stringify(ran)}, '');`);
  const builds = codeOfBuilds(database.db, CURRENT);
  const [checked] = await checkDecisions(builds, openDeciders(), recordWith(build));
  expect(checked!.findings.at(-1)).toMatchObject({
    kind: 'broken',
    what: 'bundleIsAltered',
    says: expect.stringContaining('made from other code'),
  });
  expect(existsSync(ran)).toBe(false);
});

test('the id of the build that audits has the code of the build that audits [AUDIT]', async () => {
  await keepBuild(database.db, CURRENT);
  await keepBuild(database.db, { build: 'another', ...CODE });
  const builds = codeOfBuilds(database.db, CURRENT);
  expect(await builds.of('current')).toMatchObject({ decisionBundle: CURRENT.decisionBundle });
  expect(await builds.of('another')).toEqual(CODE);
  await swapDecisions('current', CODE.decisionBundle);
  expect(await codeOfBuilds(database.db, CURRENT).of('current')).toContain('not that of the current build');
});

test('a database that fails is no altered build, and the next question is asked again [AUDIT]', async () => {
  await keepBuild(database.db, { build: 'unread', ...CODE });
  const builds = codeOfBuilds(database.db, CURRENT);
  await asOwner(database.url, (owner) => sql`alter table builds rename to builds_away`.execute(owner));
  try {
    await expect(builds.of('unread')).rejects.toMatchObject({ code: '42P01' });
  } finally {
    await asOwner(database.url, (owner) => sql`alter table builds_away rename to builds`.execute(owner));
  }
  expect(await builds.of('unread')).toEqual(CODE);
});

test.each(['fs', 'node:fs', 'child_process', 'node:net', 'worker_threads', 'zod'])(
  'kept code gets no module but those that compute: not %s [AUDIT]',
  (name) => {
    const code = `require(${JSON.stringify(name)}); exports.redecide = () => '[]';`;
    expect(() => openDeciders().of('own', code)(recordWith('own'))).toThrow(`asks for ${name}`);
  },
);

test('kept code computes, and finds neither environment nor process [AUDIT]', () => {
  const code = `const { createHash } = require('node:crypto');
    exports.redecide = (request) => JSON.stringify([createHash('sha256').update(request).digest('hex').length,
      Object.keys(process.env), Object.keys(require('process').env), typeof process.exit, typeof fetch]);`;
  const redecide = loadRedecide({ build: 'own', code, withinMs: 10_000 });
  expect(JSON.parse(redecide('{}'))).toEqual([64, [], [], 'undefined', 'undefined']);
});

test('kept code that does not end is ended, while it is read in and while it decides [AUDIT]', () => {
  const load = (code: string) => loadRedecide({ build: 'own', code, withinMs: 50 });
  expect(() => load('for (;;);')).toThrow('timed out');
  const redecide = load('exports.redecide = () => { for (;;); };');
  expect(() => redecide('{}')).toThrow('timed out');
});

test.each([`throw new Error('NT$ 12,000')`, `exports.redecide = () => { throw new Error('NT$ 12,000'); }`])(
  'code that fails leaves its turns unchecked, and its text is not repeated: %s [AUDIT]',
  async (decisionBundle) => {
    const builds = { current: CURRENT, of: async () => ({ ...CODE, decisionBundle }) };
    const [checked] = await checkDecisions(builds, openDeciders(), recordWith('own'));
    expect(checked!.findings.at(-1)).toMatchObject({
      kind: 'notChecked',
      what: 'recordIsUnreadable',
      says: 'The code of build own cannot decide on what is recorded: Error',
    });
  },
);

test('the process that runs kept code has no settings in its environment [AUDIT]', () => {
  const kept = { PATH: '/bin', TZ: 'UTC', NODE_OPTIONS: '' };
  const settings = {
    DATABASE_URL: 'u',
    ARREARS_MASTER_KEY: 'k',
    ARREARS_SIGNING_KEY: 's',
    ARREARS_WEBHOOK_SECRET: 'w',
  };
  const providers = { SMS_AUTH_TOKEN: 't', SMTP_URL: 'm', LAW_FIRM_SECRET: 'l' };
  expect(withoutSettings({ ...kept, ...settings, ...providers })).toEqual(kept);
});
