import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { EXIT } from '../../cli/exitCode';
import { arrearsWith, BINARY, jsonOf, MASTER_KEY } from '../cli/runArrears';
import { asOwner } from '../storage/asOwner';
import { storedWorld, type StoredWorld } from '../storage/storedWorld';

let stored: StoredWorld;
let folder: string;
let arrears: ReturnType<typeof arrearsWith>;
let withoutKey: ReturnType<typeof arrearsWith>;

beforeAll(async () => {
  stored = await storedWorld();
  await stored.begin('C-1');
  await stored.liveOn('C-1', '2026-03-02T09:00:00+08:00');
  folder = await mkdtemp(join(tmpdir(), 'arrears-timeline-'));
  withoutKey = arrearsWith({ DATABASE_URL: stored.url });
  arrears = arrearsWith({ DATABASE_URL: stored.url, ARREARS_MASTER_KEY: MASTER_KEY });
});
afterAll(async () => {
  await stored.drop();
  await rm(folder, { recursive: true });
});

test('page and PDF are written where they are asked for, for their owner only, and nothing but JSON is printed', async () => {
  const [html, pdf] = [join(folder, 'life.html'), join(folder, 'life.pdf')];
  const ended = await arrears('timeline', 'C-1', '--as', 'legal', '--html', html, '--pdf', pdf, '--json');
  expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining(`Written for the role legal: ${html}`) });
  expect(jsonOf(ended)).toMatchObject({
    accountId: 'C-1',
    name: '王小明',
    role: 'legal',
    alarms: [],
    entries: expect.arrayContaining([
      expect.objectContaining({ version: 1, type: 'AccountOpened', stage: 'reminder', balanceMinor: '2060000' }),
    ]),
  });
  expect(await readFile(html, 'utf8')).toMatch(/^<!doctype html>\n<html lang="en">.*王小明/s);
  expect((await readFile(pdf)).subarray(0, 5).toString()).toBe('%PDF-');
  expect((await stat(html)).mode & 0o077).toBe(0);
});

test('without a file that is named, the page lies in the folder one stands in, named after the account', async () => {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ARREARS_DATA: folder, DATABASE_URL: stored.url };
  const here = await mkdtemp(join(folder, 'here-'));
  await promisify(execFile)(process.execPath, [BINARY, 'timeline', 'C-1', '--as', 'engineer'], { cwd: here, env });
  expect(await readdir(here)).toEqual(['timeline-C-1.html']);
});

test('only a role that sees nothing personal needs no key; another key than the debtors’ is refused [PRIVACY]', async () => {
  const wrong = arrearsWith({ DATABASE_URL: stored.url, ARREARS_MASTER_KEY: Buffer.alloc(32, 8).toString('base64') });
  const [engineer, operator, stranger] = await Promise.all([
    withoutKey('timeline', 'C-1', '--as', 'engineer', '--json'),
    withoutKey('timeline', 'C-1', '--json'),
    wrong('timeline', 'C-1', '--json'),
  ]);
  expect(jsonOf(engineer)).toMatchObject({ role: 'engineer', name: null });
  expect(operator).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('ARREARS_MASTER_KEY') });
  expect(stranger).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('does not open') });
});

test('an unknown account and an unknown role are refused, and no file is left', async () => {
  const file = join(folder, 'nobody.html');
  const [account, role] = await Promise.all([
    arrears('timeline', 'NOBODY', '--html', file),
    arrears('timeline', 'C-1', '--as', 'boss', '--html', file),
  ]);
  expect(account).toEqual({ code: 1, stdout: '', stderr: 'arrears: Nobody handed over an account NOBODY.\n' });
  expect(role).toMatchObject({ code: 1, stderr: expect.stringContaining('operator, legal, auditor, engineer') });
  expect(await readdir(folder)).not.toContain('nobody.html');
});

test.each([
  ['a folder that does not exist', ['nowhere', 'life.html'], 'its folder does not exist'],
  ['a folder', ['.'], 'it is a folder'],
])('a page that cannot be written because it names %s is refused by name and reason', async (_, path, reason) => {
  const file = join(folder, ...path);
  const said = { code: 1, stdout: '', stderr: `arrears: ${file} cannot be written: ${reason}.\n` };
  expect(await withoutKey('timeline', 'C-1', '--as', 'engineer', '--html', file)).toEqual(said);
  expect(await withoutKey('timeline', 'C-1', '--as', 'engineer', '--pdf', file)).toEqual(said);
});

test('what cannot be proven has an exit code of its own, and the page is written all the same', async () => {
  await stored.begin('C-2');
  await stored.liveOn('C-2', '2026-03-06T09:00:00+08:00');
  await asOwner(stored.url, (owner) => sql`delete from texts where debtor_id = 'D-C-2'`.execute(owner));
  const file = join(folder, 'gone.html');
  const ended = await arrears('timeline', 'C-2', '--html', file);
  expect(ended).toMatchObject({ code: EXIT.differs, stderr: expect.stringContaining('a text that is NOT kept') });
  expect(await readFile(file, 'utf8')).toContain('a text that is NOT kept');
});
