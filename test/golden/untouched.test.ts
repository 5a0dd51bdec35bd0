import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../storage/canonical';
import { buildsIn, filesOf, HISTORIES, JOURNALS, packedBytes } from './golden';

const builds = readdirSync(__dirname).flatMap((file) =>
  file.endsWith('.sha256') ? [file.replace('.sha256', '')] : [],
);

test('each build that kept journals kept histories too, and the sums of both', () => {
  expect(buildsIn(HISTORIES)).toEqual(buildsIn(JOURNALS));
  expect(builds.sort()).toEqual(buildsIn(JOURNALS));
  expect(builds.length).toBeGreaterThan(1);
});

test.each(builds)('nobody has edited, added or removed what %s wrote', (build) => {
  const files = [...filesOf(JOURNALS, build), ...filesOf(HISTORIES, build)];
  const sums = files.map((file) => `${sha256(packedBytes(file))}  ${file}`);
  const kept = readFileSync(join(__dirname, `${build}.sha256`), 'utf8');
  expect(sums.sort()).toEqual(kept.trim().split('\n').sort());
});
