import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeOnce } from '../../../activities/adapters/writeOnce';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arrears-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('of many who write one file at the same moment one wins, whole, and nothing is left beside it', async () => {
  const path = join(folder, 'ticket.json');
  const contents = Array.from({ length: 10 }, (_, index) => String(index).repeat(100_000));
  const endings = await Promise.all(contents.map((content) => writeOnce(path, content)));
  expect(endings.filter((ending) => ending === 'written')).toHaveLength(1);
  expect(await readFile(path, 'utf8')).toBe(contents[endings.indexOf('written')]);
  expect(await readdir(folder)).toEqual(['ticket.json']);
});
