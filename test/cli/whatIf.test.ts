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
  stored.setTime('2026-03-02T02:00:00+08:00');
  await stored.begin('A-odd');
  stored.setTime('2026-03-06T02:00:00+08:00');
  await stored.liveOn('A-odd', '2026-03-06T20:00:00+08:00');
  stored.setTime('2026-03-02T09:00:00+08:00');
  await stored.begin('A-cli');
  await stored.liveOn('A-cli', '2026-03-20T09:00:00+08:00');
  const version = [['version'], '9.9.9'] as const;
  await writeFile(
    join(folder, 'strict.yaml'),
    edited('tw-bank-card', version, [['caps', 'total'], { perDay: 1, perWeek: 1 }]),
  );
  const lived = { by: 'committee', on: '2023-12-15', through: '2026-03-10' };
  await writeFile(join(folder, 'expired.yaml'), edited('tw-bank-card', version, [['approvals', 0], lived]));
  await writeFile(
    join(folder, 'before.yaml'),
    edited('tw-bank-card', version, [['approvals', 0], { ...lived, through: '2026-03-01' }]),
  );
  await writeFile(join(folder, 'chinese.yaml'), edited('cn-bank-card', version));
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
  expect(ended).toMatchObject({ code: 6 });
  expect(jsonOf(ended)).toMatchObject({ accounts: 2, diverged: 1, notReproduced: 1, divergedBy: { FREQUENCY: 1 } });
  expect(jsonOf(ended)).toMatchObject({ isSure: false, contacts: { was: contactsOf(await journal('A-cli')) } });
  expect(await readFile(page, 'utf8')).toContain('<svg');
}, 120_000);

const journal = (id: string) =>
  stored.db.selectFrom('journal').select(['type', 'at']).where('account_id', '=', id).orderBy('version').execute();
const contactsOf = (rows: readonly { type: string; at: Date }[]): number =>
  rows.filter(({ type, at }) => ['ContactReserved', 'LetterIssued'].includes(type) && at < new Date('2026-03-20'))
    .length;

test('where this build does not live the recorded life again, the answer says that it is not sure, and so does its code', async () => {
  const { code, stdout } = await arrears('what-if', 'A-odd', ...policy('strict.yaml'), '--until', '2026-03-19');
  expect([code, stdout]).toEqual([6, expect.stringContaining('The answer is not sure for 1 account:')]);
  expect(stdout).toContain('NOT lived again: at version 2: the journal has');
  const all = await arrears('what-if', '--all', ...policy('strict.yaml'), '--until', '2026-03-19');
  expect([all.code, all.stdout]).toEqual([6, expect.stringContaining('The answer is not sure for 1 account:')]);
}, 120_000);

test('a pack that was approved on the days that were lived is taken, with the remark that it has expired since', async () => {
  const { code, stdout } = await arrears('what-if', 'A-cli', ...policy('expired.yaml'), '--until', '2026-03-19');
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining('The pack was approved on 2026-03-02; its approvals have expired since.'),
  ]);
}, 120_000);

test('with a pack of another country it is said first that the account keeps its own, and nothing is compared', async () => {
  const { code, stdout } = await arrears('what-if', 'A-cli', ...policy('chinese.yaml'), '--until', '2026-03-19');
  expect([code, stdout.split('\n')[1]]).toEqual([
    0,
    'The account keeps its own pack: the pack is for CN, not TW. Nothing is compared.',
  ]);
}, 120_000);

test('a day before the hand-over is named as such', async () => {
  const { code, stderr } = await arrears('what-if', 'A-cli', ...policy('strict.yaml'), '--until', '2026-02-27');
  expect([code, stderr]).toEqual([1, expect.stringContaining('it was not handed over yet by 2026-02-27')]);
}, 120_000);

test.each([
  ['a pack that had expired before the hand-over', ['A-cli', 'before.yaml'], 'expired on 2026-03-01'],
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
