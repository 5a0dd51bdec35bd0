import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { edited } from '../policies/editedPack';
import { storedWorld, type StoredWorld } from '../storage/storedWorld';
import { arrearsWith, jsonOf } from './runArrears';

let stored: StoredWorld;
let folder: string;
let arrears: ReturnType<typeof arrearsWith>;
beforeAll(async () => {
  stored = await storedWorld();
  folder = await mkdtemp(join(tmpdir(), 'arrears-what-if-'));
  arrears = arrearsWith({ DATABASE_URL: stored.url });
  stored.setTime('2026-03-02T09:00:00+08:00');
  await stored.begin('A-cli');
  await stored.liveOn('A-cli', '2026-03-20T09:00:00+08:00');
  const version = [['version'], '9.9.9'] as const;
  await writeFile(
    join(folder, 'strict.yaml'),
    edited('tw-bank-card', version, [['caps', 'total'], { perDay: 1, perWeek: 1 }]),
  );
  await writeFile(join(folder, 'wrong.yaml'), edited('tw-bank-card', version, [['triesPerRung'], 'many']));
}, 120_000);
afterAll(async () => {
  await stored.drop();
  await rm(folder, { recursive: true });
});

const policy = (name: string): string[] => ['--policy', join(folder, name)];

test('one account is shown side by side, and as a page', async () => {
  const page = join(folder, 'page.html');
  const { code, stdout } = await arrears(
    'what-if',
    'A-cli',
    ...policy('strict.yaml'),
    '--until',
    '2026-03-19',
    '--html',
    page,
  );
  expect([code, stdout]).toEqual([0, expect.stringContaining('lived again event for event')]);
  expect(stdout).toContain('[FREQUENCY]');
  expect(stdout).toContain('What this cannot know:');
  expect(await readFile(page, 'utf8')).toContain('<h2>Side by side</h2>');
}, 120_000);

test('a portfolio is told in figures, for programs too, and as a page with charts', async () => {
  const page = join(folder, 'all.html');
  const options = [...policy('strict.yaml'), '--until', '2026-03-19', '--html', page, '--json'];
  const ended = await arrears('what-if', '--all', ...options);
  expect(ended).toMatchObject({ code: 0 });
  expect(jsonOf(ended)).toMatchObject({ accounts: 1, diverged: 1, notReproduced: 0, divergedBy: { FREQUENCY: 1 } });
  expect(await readFile(page, 'utf8')).toContain('<svg');
}, 120_000);

test.each([
  ['an unknown account', ['A-nobody', 'strict.yaml'], 'Nobody handed over an account A-nobody.'],
  ['a pack with a wrong value', ['A-cli', 'wrong.yaml'], 'at triesPerRung'],
  ['a file that is not there', ['A-cli', 'none.yaml'], 'There is no file'],
])(
  '%s is refused with a clear reason',
  async (_, [account, file], reason) => {
    const { code, stderr } = await arrears('what-if', account!, ...policy(file!));
    expect([code, stderr]).toEqual([1, expect.stringContaining(reason)]);
  },
  120_000,
);
