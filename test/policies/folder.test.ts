import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { POLICIES_FOLDER, readPolicyPacks } from '../../storage/policies';
import { PACK_DAY, packTextOf } from '../domain/policies';
import { edited, PACKS } from './editedPack';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packs-'));
  await cp(POLICIES_FOLDER, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));
const put = (file: string, yaml: string) => writeFile(join(folder, file), yaml);
const read = async () => {
  const { packs, refused } = await readPolicyPacks(folder, PACK_DAY);
  return { ids: packs.map(({ policy }) => policy.id), refused };
};

test('the folder of the project has four packs, and nothing to refuse', async () => {
  expect(await read()).toEqual({ ids: [...PACKS], refused: [] });
});

test('a bad pack is refused with its file, and the others are read', async () => {
  await put('cn-bank-card.yaml', edited('cn-bank-card', [['triesPerRung'], 0]));
  const { ids, refused } = await read();
  expect(ids).toEqual(PACKS.slice(1));
  expect(refused).toEqual([
    {
      file: 'cn-bank-card.yaml',
      reason: 'Policy pack cn-bank-card.yaml is refused:\n✖ Too small: expected number to be >=1\n  → at triesPerRung',
    },
  ]);
});

test('a pack whose approval expired is refused, and the others are read [TEMPLATE]', async () => {
  const expired = { by: 'the committee', on: '2024-01-01', through: '2026-02-28' };
  await put('us-reg-f.yaml', edited('us-reg-f', [['templates', 'demand', 'approval'], expired]));
  const { ids, refused } = await read();
  expect(ids).toEqual(PACKS.slice(0, 3));
  expect(refused[0]!.reason).toContain('✖ expired on 2026-02-28\n  → at templates.demand.approval.through');
});

test('a bad calendar is refused with its file, and so is the pack that names it [HOLIDAY]', async () => {
  await put('calendars/tw.yaml', 'id: tw');
  const { ids, refused } = await read();
  expect(ids).toEqual(['cn-bank-card', 'cn-micro-loan', 'us-reg-f']);
  expect(refused.map(({ file }) => file)).toEqual(['calendars/tw.yaml', 'tw-bank-card.yaml']);
  expect(refused[0]!.reason).toContain('Calendar calendars/tw.yaml is refused');
  expect(refused[1]!.reason).toContain('there is no calendar tw; there is: cn-mainland, us-federal');
});

test('of two packs with one id the second file is refused', async () => {
  await put('other.yaml', packTextOf('tw-bank-card'));
  const { ids, refused } = await read();
  expect(ids).toHaveLength(4);
  expect(refused).toEqual([
    {
      file: 'tw-bank-card.yaml',
      reason: 'tw-bank-card.yaml is refused:\n✖ other.yaml has the id tw-bank-card already\n  → at id',
    },
  ]);
});

test('other files are no packs', async () => {
  await put('notes.txt', 'not a pack');
  expect((await read()).refused).toEqual([]);
});

test('the challenger among the examples can be read like a pack of the folder', async () => {
  const gentle = await readFile(join(__dirname, '..', '..', 'examples', 'packs', 'gentle.yaml'), 'utf8');
  await put('tw-bank-card.yaml', gentle);
  expect(await read()).toEqual({ ids: [...PACKS], refused: [] });
});
