import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PolicyHash } from '../../domain/brand';
import type { PolicyInForce } from '../../domain/policy';
import { windClock } from '../../storage/rehearsalClock';
import { arrearsWith, jsonOf } from '../cli/runArrears';
import { edited, type Edit } from '../policies/editedPack';
import { handedOver } from '../storage/handedOver';
import { ms, storedWorld, type StoredWorld } from '../storage/storedWorld';
import { closesAt, learnt } from './versions';

const folder = mkdtempSync(join(tmpdir(), 'arrears-policy-'));
const narrower = join(folder, 'narrower.yaml');
const NOW = '2026-03-02T20:00:00+08:00';

let stored: StoredWorld;
let arrears: ReturnType<typeof arrearsWith>;
let from: PolicyInForce;

/** Two debtors who had their first word at 17:00 and at 19:00, on a rehearsal clock that hardly moves. */
beforeAll(async () => {
  stored = await storedWorld();
  await windClock(stored.db, ms(NOW), 0.001);
  from = stored.packs.find(({ policy }) => policy.id === 'tw-bank-card')!;
  for (const [id, at] of [
    ['A-17', '2026-03-02T17:00:00+08:00'],
    ['A-19', '2026-03-02T19:00:00+08:00'],
  ] as const) {
    stored.setTime(at);
    await stored.begin(id);
    await stored.liveOn(id, at);
  }
  await writeFile(narrower, edited('tw-bank-card', [['version'], '2026-03'], closesAt('18:00')));
  arrears = arrearsWith({ DATABASE_URL: stored.url });
});
afterAll(() => stored.drop());

test('a pack is checked without a service: what it holds, or why it is refused, with file, path and reason', async () => {
  const check = (...args: string[]) => arrearsWith({})('policy', 'check', '--on', '2026-03-02', ...args);
  const checked = await check(narrower, '--json');
  expect(jsonOf(checked)).toMatchObject({
    id: 'tw-bank-card',
    version: '2026-03',
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    calendar: { id: 'tw', knownThrough: '2027-12-31' },
  });
  const said = await check(narrower);
  expect(said.stdout).toMatch(/valid +2024-01-01 through 2027-12-31\n +approved +by compliance committee/);

  const empty = join(folder, 'empty.yaml');
  await writeFile(empty, edited('tw-bank-card', closesAt('07:00')));
  expect(await check(empty)).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/empty\.yaml is refused:[^]*the window is empty[^]*contactHours/),
  });
  const late = await arrearsWith({})('policy', 'check', narrower, '--on', '2028-01-01');
  expect(late).toMatchObject({ code: 1, stderr: expect.stringContaining('expired on 2027-12-31') });
  expect(await check(join(folder, 'none.yaml'))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no file'),
  });
});

test('a version goes from its file through a dry run into force, and back', async () => {
  const version = ['--to', '2026-03', '--by', 'supervisor-1'];
  const unseen = await arrears('policy', 'adopt', 'tw-bank-card', ...version);
  expect(unseen).toMatchObject({ code: 1, stderr: expect.stringContaining('is no version of it') });

  const csv = join(folder, `${randomUUID()}.csv`);
  const said = await arrears(
    'policy',
    'dry-run',
    'tw-bank-card',
    '--to',
    narrower,
    '--by',
    'supervisor-1',
    '--csv',
    csv,
  );
  expect(said).toMatchObject({ code: 0 });
  expect(said.stdout).toMatch(/HOURS +made +deferred +1\n/);
  expect((await readFile(csv, 'utf8')).split('\n')).toEqual(
    expect.arrayContaining([
      'account,what,at,was,would be,because',
      'A-19,first-sms,2026-03-02T11:00:00.000Z,made (sms),deferred until 2026-03-02T23:00:00.000Z (sms),HOURS',
    ]),
  );

  const { packs } = jsonOf(await arrears('policy', 'list', '--json')) as { packs: { id: string; hash: PolicyHash }[] };
  const versions = packs.filter(({ id }) => id === 'tw-bank-card');
  expect(versions).toMatchObject([
    { version: '2026-02', isInForce: true, accounts: 2 },
    { version: '2026-03', isInForce: false, accounts: 0 },
  ]);

  const adopted = await arrears('policy', 'adopt', 'tw-bank-card', ...version, '--json');
  expect(jsonOf(adopted)).toMatchObject({ ordered: 2, isFinished: true });
  await learnt(stored.world.policies, versions[1]!.hash);
  for (const id of ['A-17', 'A-19']) await stored.takeTurn(id);
  const adoptionId = String(jsonOf(adopted)['adoptionId']);
  const status = await arrears('policy', 'status', 'tw-bank-card', '--json');
  expect(jsonOf(status)).toMatchObject({ adoptions: [{ id: adoptionId, heard: 2, waiting: 0 }], warnings: [] });

  // The same command goes on, though its version is in force by now.
  await stored.take([handedOver('A-late')]);
  const again = await arrears('policy', 'adopt', 'tw-bank-card', ...version, '--json');
  expect(jsonOf(again)).toEqual({ adoptionId, ordered: 1, isFinished: true });
  await stored.takeTurn('A-late');
  await stored.post('A-late', 'recall', { fact: { type: 'RecallReported', because: 'other' } });
  await stored.takeTurn('A-late');

  const back = await arrears('policy', 'rollback', adoptionId, '--by', 'supervisor-2', '--json');
  expect(jsonOf(back)).toEqual({ adoptionId: `${adoptionId}-rollback`, ordered: 2, isFinished: true });
  expect((await arrears('policy', 'status')).stdout).toMatch(
    new RegExp(`${adoptionId}-rollback .* supervisor-2 +20 +2 +0 +2 +yes`),
  );
});

test('a dry run as JSON is one value with the whole list and the figures, also where nothing would change', async () => {
  const whole = await arrears('policy', 'dry-run', 'tw-bank-card', '--to', narrower, '--json');
  const { changes, figures } = jsonOf(whole) as { changes: object[]; figures: object };
  expect(changes[0]).toMatchObject({ kind: 'next', accountId: 'A-17' });
  expect(changes).toContainEqual(
    expect.objectContaining({ kind: 'contact', accountId: 'A-19', at: '2026-03-02T11:00:00.000Z' }),
  );
  expect(figures).toMatchObject({ accounts: 2, contacts: 2 });

  const same = join(folder, 'same.yaml');
  await writeFile(same, edited('tw-bank-card', [['version'], 'same']));
  const none = await arrears('policy', 'dry-run', 'tw-bank-card', '--to', same, '--json');
  expect(jsonOf(none)).toMatchObject({ changes: [], to: { version: 'same' }, from: { hash: from.hash } });
});

test('a file is read as of today, whatever day is asked about [TEMPLATE]', async () => {
  const dryRun = async (file: string, at: string, edits: readonly Edit[]) => {
    const path = join(folder, file);
    await writeFile(path, edited('tw-bank-card', [['version'], file], ...edits));
    return arrears('policy', 'dry-run', 'tw-bank-card', '--to', path, '--at', at);
  };
  const through = (on: string): Edit => [['approvals', 0, 'through'], on];
  const past = '2026-02-20T12:00:00Z';
  expect(await dryRun('expired.yaml', past, [through('2026-03-01')])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('expired on 2026-03-01'),
  });
  expect(await dryRun('lastDay.yaml', past, [through('2026-03-02')])).toMatchObject({ code: 0 });
  expect(await dryRun('lastDay.yaml', '2026-03-09T12:00:00Z', [through('2026-03-02')])).toMatchObject({ code: 0 });
});

test('what was mistyped is refused before anything happens', async () => {
  const fast = await arrears('policy', 'adopt', 'tw-bank-card', '--to', '2026-03', '--per-second', '1001');
  expect(fast).toMatchObject({ code: 1, stderr: expect.stringContaining('1 to 1000') });
  const none = await arrears('policy', 'rollback', 'no-adoption', '--by', 'x');
  expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('no adoption with this id') });
});
