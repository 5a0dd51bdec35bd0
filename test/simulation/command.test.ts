import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { simulateCommand } from '../../cli/commands/simulate';
import { packPaths, readPacks } from '../../cli/simulating/findPacks';
import { survey } from '../../simulation/running/survey';
import { packTextOf } from '../domain/policies';
import { arrearsWith, jsonOf } from '../cli/runArrears';
import { fileOf } from '../intake/sampleRows';
import { portfolioOf, rowsOf, START } from './portfolio';

const arrears = arrearsWith({});
const simulate = (path: string, ...args: string[]) =>
  arrears('simulate', '--portfolio', path, '--start', '2026-01-16', '--days', '60', '--threads', '1', ...args);

test('two packs are told side by side, as a table, as JSON and as a page', async () => {
  const page = join(mkdtempSync(join(tmpdir(), 'simulate-')), 'page.html');
  const path = portfolioOf(rowsOf(12));
  const packs = ['--policy', 'tw-bank-card', '--policy', 'tw-bank-card'];
  const [told, json] = [await simulate(path, ...packs, '--html', page), await simulate(path, ...packs, '--json')];
  expect(told.code).toBe(0);
  expect(told.stdout).toContain('champion: tw-bank-card');
  expect(told.stdout).toContain('Assumed, not measured:');
  expect(told.stdout).toMatch(/seed +1\n/);
  expect(jsonOf(json)).toMatchObject({ accounts: 12, behaviour: { source: 'assumption' } });
  const html = readFileSync(page, 'utf8');
  expect(html.match(/<svg/g)).toHaveLength(4);
  expect(html).toContain('What contacts do to them is ASSUMED');
});

test('rejected rows are listed as an import lists them, and the exit code says so', async () => {
  const rows = rowsOf(3).map((row, i) => (i === 1 ? { ...row, arrears_minor: '-5' } : row));
  const rejects = join(mkdtempSync(join(tmpdir(), 'simulate-')), 'rejects.csv');
  const { code, stderr, stdout } = await simulate(
    portfolioOf(rows),
    '--policy',
    'tw-bank-card',
    '--json',
    '--rejects',
    rejects,
  );
  expect(code).toBe(2);
  expect(stderr).toContain('1 rows are rejected and not simulated:\n  line 3: arrears_minor');
  expect(readFileSync(rejects, 'utf8')).toMatch(/^line,account_id,reason\n3,A-1,"arrears_minor/);
  expect((JSON.parse(stdout) as { accounts: number }).accounts).toBe(2);
});

test('an account that is named twice is lived once: the second row is rejected, with the line on which it stands', async () => {
  const [first, second, third] = rowsOf(3);
  const again = { ...first!, principal_minor: '900000' };
  const path = portfolioOf([first!, second!, again, third!, second!]);
  const { code, stderr, stdout } = await simulate(path, '--policy', 'tw-bank-card', '--json');
  expect(code).toBe(2);
  expect(stderr).toContain('2 rows are rejected and not simulated:\n  line 4: account_id: an earlier line');
  const once = await simulate(portfolioOf([first!, second!, third!]), '--policy', 'tw-bank-card', '--json');
  const [told, asOnce] = [JSON.parse(stdout) as Told, JSON.parse(once.stdout) as Told];
  expect(told.portfolio.rejected).toBe(2);
  expect([told.accounts, told.packs]).toEqual([3, asOnce.packs]);
});
type Told = Readonly<{ accounts: number; packs: unknown; portfolio: Readonly<{ rejected: number }> }>;

const typed = (...args: string[]): Command =>
  simulateCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .action(() => {})
    .parse(['--portfolio', 'overdue.csv', ...args], { from: 'user' });

test.each([
  ['no days', ['--policy', 'a', '--days', '0'], 'must be a whole number from 1 to 9999999'],
  ['too many days', ['--policy', 'a', '--days', '1827'], 'must be 1 to 1826 days'],
  ['a seed that is no number', ['--policy', 'a', '--seed', 'x'], 'must be a whole number of at most 15 digits'],
  ['no pack at all', [], "required option '--policy <pack>' not specified"],
] as const)('%s is refused', (_, args, said) => expect(() => typed(...args)).toThrow(said));

test('a pack is one of ours by its id, or a file; packs keep their order', async () => {
  expect(typed('--policy', 'b', '--policy', 'a', '--days', '1826').opts()).toMatchObject({
    policy: ['b', 'a'],
    days: 1826,
  });
  const [own, file] = await packPaths(['tw-bank-card', 'mine.yaml']);
  expect([own, file]).toEqual([expect.stringMatching(/policies.tw-bank-card\.yaml$/), 'mine.yaml']);
  await expect(packPaths(['tw-nothing'])).rejects.toThrow(
    'There is no pack tw-nothing. Give a .yaml file, or one of cn-bank-card, ',
  );
  await expect(readPacks(['nowhere.yaml'], START)).rejects.toThrow('There is no file nowhere.yaml.');
});

test('a refused pack names file, place and reason', async () => {
  const bad = fileOf('bad.yaml', packTextOf('tw-bank-card').replace('triesPerRung: 3', 'triesPerRung: many'));
  await expect(readPacks([bad], START)).rejects.toThrow(/bad\.yaml is refused:[^]*at triesPerRung/);
});

test('a portfolio that is not there, or has no usable row, is said plainly', async () => {
  const empty = portfolioOf(rowsOf(1).map((row) => ({ ...row, due_on: 'soon' })));
  const { signal } = new AbortController();
  await expect(survey({ path: empty, signal })).rejects.toThrow('holds no account that can be used; line 2: due_on');
  const { code, stdout, stderr } = await simulate('/nowhere.csv', '--policy', 'tw-bank-card');
  expect([code, stdout, stderr]).toEqual([1, '', 'arrears: There is no file /nowhere.csv.\n']);
});
