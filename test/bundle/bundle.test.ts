import { NAMES } from '../../audit/bundle/form';
import { readZip } from '../../audit/bundle/zip';
import { sealJournal } from '../../storage/checkpoints/seal';
import { asOwner } from '../storage/asOwner';
import { payment } from '../storage/storedWorld';
import { bundleDecisions } from '../../worker/build';
import { bundledWorld, bundleOf, KEY, sealedAccount, verdictOn, type BundledWorld } from './bundled';

let world: BundledWorld;
beforeAll(async () => {
  world = await bundledWorld();
  await sealedAccount(world, 'B-1');
});
afterAll(() => world.drop());

const filesOf = (bytes: Uint8Array): ReadonlyMap<string, Uint8Array> => readZip(bytes);
const notChecked = (check: string, where: string, says: string) => ({ check, kind: 'notChecked', where, says });

test('an honest bundle holds in everything that can be asked of it', async () => {
  const code = { workflowBundle: '// workflows', decisionBundle: await bundleDecisions() };
  const verdict = verdictOn(await bundleOf(world, ['B-1'], {}, { code: async () => code }), { runsCode: true });
  expect(verdict.findings).toEqual([]);
  expect(verdict).toMatchObject({ outcome: 'holds', accounts: 1 });
  for (const { holds } of Object.values(verdict.counts)) expect(holds).toBeGreaterThan(0);
}, 120_000);

test('the same accounts at the same moment make the same bytes', async () => {
  const [first, second] = [await bundleOf(world, ['B-1']), await bundleOf(world, ['B-1'])];
  expect(Buffer.compare(first, second)).toBe(0);
});

test('all other accounts of a debtor come along, because contacts count together', async () => {
  await world.begin('B-2', { debtorId: 'D-B-1' });
  const files = filesOf(await bundleOf(world, ['B-1']));
  expect(files.has(NAMES.journal('B-2'))).toBe(true);
});

test('rows that came after the last checkpoint are not checked, until the journal is sealed again', async () => {
  await world.begin('B-3');
  const before = verdictOn(await bundleOf(world, ['B-3']), { runsCode: true });
  expect(before.outcome).toBe('notChecked');
  expect(before.findings).toEqual([
    notChecked('inclusion', 'B-3', expect.stringMatching(/^\d+ rows are not sealed yet$/)),
  ]);
  await sealJournal(world.db, KEY, new Date('2026-04-30T00:00:00Z'));
  expect(verdictOn(await bundleOf(world, ['B-3']), { runsCode: true }).outcome).toBe('holds');
}, 120_000);

test('code is run only where that was asked for; else decisions are not checked', async () => {
  const verdict = verdictOn(await bundleOf(world, ['B-1']));
  expect(verdict.outcome).toBe('notChecked');
  expect(verdict.findings).toEqual([notChecked('decisions', 'test', 'its code was not run: --run-code does')]);
});

test('a build whose code nobody kept is named, and its decisions are not checked', async () => {
  const bytes = await bundleOf(world, ['B-1'], {}, { code: async () => undefined });
  const { outcome, findings } = verdictOn(bytes, { runsCode: true });
  expect([outcome, findings]).toEqual([
    'notChecked',
    [notChecked('decisions', 'test', 'the code of this build was not kept')],
  ]);
});

test('code that decides otherwise is damage, with account and version', async () => {
  const decisionBundle = `exports.redecide = () => JSON.stringify([{ accountId: 'B-1', turns: 3, before: 0,
    differences: [{ version: 4, about: 'event' }], unexplained: [2] }])`;
  const bytes = await bundleOf(world, ['B-1'], {}, { code: async () => ({ workflowBundle: '', decisionBundle }) });
  const { outcome, findings } = verdictOn(bytes, { runsCode: true });
  expect(outcome).toBe('damaged');
  expect(findings.map(({ where, says }) => `${where}: ${says}`)).toEqual([
    'B-1 4: build test decides otherwise: another event',
    'B-1 2: no turn has written it',
  ]);
});

test.each([
  `require('node:fs')`,
  `require('node:child_process')`,
  `exports.redecide = () => process.exit(0)`,
  `throw new Error('x')`,
])('code that does not do what it is there for does not pass: %s', async (decisionBundle) => {
  const bytes = await bundleOf(world, ['B-1'], {}, { code: async () => ({ workflowBundle: '', decisionBundle }) });
  expect(verdictOn(bytes, { runsCode: true }).outcome).toBe('damaged');
});

test('a history that nobody has is named, and what it would have witnessed is not checked', async () => {
  const missing = [{ name: NAMES.histories('B-1'), reason: 'nobody has it' }];
  const bytes = await bundleOf(world, ['B-1'], {}, { histories: async () => ({ runs: [], missing }) });
  const { outcome, counts, findings } = verdictOn(bytes, { runsCode: true });
  expect(outcome).toBe('notChecked');
  expect(findings).toContainEqual(notChecked('histories', NAMES.histories('B-1'), 'nobody has it'));
  expect(counts.witness.notChecked).toBeGreaterThan(5);
}, 120_000);

test('a run that names another one, which is not there, is not checked', async () => {
  const json = JSON.stringify({
    events: [{ eventId: '1', workflowExecutionStartedEventAttributes: { continuedExecutionRunId: 'earlier' } }],
  });
  const bytes = await bundleOf(
    world,
    ['B-1'],
    {},
    { histories: async () => ({ runs: [{ runId: 'later', json }], missing: [] }) },
  );
  const { findings } = verdictOn(bytes);
  expect(findings).toContainEqual(notChecked('histories', 'B-1', 'run later names run earlier, which is not here'));
});

test('results of builds that did not say what they wrote are counted as not checked', async () => {
  const old = world.acted.map(({ accountId, result }) => ({
    accountId,
    result: { ...(result as object), wrote: undefined },
  }));
  const events = old.map(({ result }, i) => ({
    eventId: String(i + 2),
    activityTaskCompletedEventAttributes: {
      result: { payloads: [{ data: Buffer.from(JSON.stringify(result)).toString('base64') }] },
    },
  }));
  const json = JSON.stringify({ events: [{ eventId: '1', workflowExecutionStartedEventAttributes: {} }, ...events] });
  const bytes = await bundleOf(
    world,
    ['B-1'],
    {},
    { histories: async () => ({ runs: [{ runId: 'old', json }], missing: [] }) },
  );
  const { counts, findings } = verdictOn(bytes);
  expect(counts.witness).toMatchObject({ holds: 0, damaged: 0 });
  expect(findings.map(({ says }) => says)).toContain(
    `${old.length} results of older builds do not say what was written`,
  );
});

test('texts are opened for an auditor who asks for them, never for an engineer', async () => {
  const without = await bundleOf(world, ['B-1'], { texts: null });
  expect([...filesOf(without).keys()].filter((name) => name.startsWith('texts/'))).toEqual([]);
  expect(Buffer.from(without).includes('王小明')).toBe(false);
  await expect(bundleOf(world, ['B-1'], { madeFor: 'engineer' })).rejects.toThrow('for auditors, not for engineers');
  const text = [...filesOf(await bundleOf(world, ['B-1']))].find(([name]) => name.startsWith('texts/'))!;
  expect(Buffer.from(text[1]).toString()).toContain('王小明');
});

test('the text of a debtor who was erased is missing, and not checked', async () => {
  await world.begin('B-9', { dueOn: '2025-11-01' });
  await world.liveOn('B-9', '2026-03-25T12:00:00+08:00');
  await asOwner(world.url, (owner) =>
    owner.updateTable('debtors').set({ wrapped_key: Buffer.of() }).where('id', '=', 'D-B-9').execute(),
  );
  const { counts, findings } = verdictOn(await bundleOf(world, ['B-9']));
  expect(counts.texts).toMatchObject({ holds: 0, damaged: 0 });
  expect(counts.texts.notChecked).toBeGreaterThan(0);
  expect(findings.map(({ says }) => says)).toContain('the debtor was erased, and the text with them');
});

test('nothing but texts is personal: names, numbers and addresses are nowhere else', async () => {
  await world.post('B-1', 'B-1-more', payment('P-more', 10n));
  for (const [name, content] of filesOf(await bundleOf(world, ['B-1'], { texts: null }))) {
    const text = Buffer.from(content).toString();
    for (const secret of ['王小明', 'A123456789', '912345678', 'someone@example.com', '台北市測試路']) {
      expect([name, text.includes(secret)]).toEqual([name, false]);
    }
  }
});

test('an account that nobody handed over has no bundle', async () => {
  await expect(bundleOf(world, ['B-1', 'NOBODY'])).rejects.toThrow('Nobody handed over an account NOBODY');
});

test('a checkpoint that somebody noted has to be in the bundle', async () => {
  const bytes = await bundleOf(world, ['B-1']);
  const hash = 'f'.repeat(64);
  const { outcome, findings } = verdictOn(bytes, { noted: [hash] });
  expect(outcome).toBe('damaged');
  expect(findings).toContainEqual({
    check: 'checkpoints',
    kind: 'damaged',
    where: hash,
    says: 'this checkpoint was noted and is not there',
  });
});
