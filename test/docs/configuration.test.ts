import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { apiVariables, migrateVariables, workerVariables } from '../../settings/variables';

const project = path.join(__dirname, '..', '..');
const read = (name: string): string => readFileSync(path.join(project, name), 'utf8');

/** What is read without settings/: by the parts that `npm start` brings up. */
const ofEmbedded = readdirSync(path.join(project, 'embedded')).flatMap((file) => {
  const text = read(`embedded/${file}`);
  const single = [...text.matchAll(/process\.env\['(\w+)'\]/g)].map(([, name]) => name!);
  const several = [...text.matchAll(/const \{ ([A-Z_, ]+) \} = process\.env/g)].flatMap(([, names]) =>
    names!.split(', '),
  );
  return [...single, ...several];
});

test('README explains every variable that some process reads, and no other', () => {
  const shapes = [migrateVariables, workerVariables, apiVariables].map(({ shape }) => Object.keys(shape));
  const variables = new Set([
    ...shapes.flat(),
    ...ofEmbedded.filter((name) => !['PATH', 'XDG_CACHE_HOME'].includes(name)),
  ]);
  const table = read('README.md').split('\n## Configuration\n')[1]!.split('\n## ')[0]!;
  const explained = [...table.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell]) => cell!.match(/\w+/g)!);
  expect(explained.sort()).toEqual([...variables].sort());
});

test('every link between the documents leads to a file', () => {
  const documents = [
    'README.md',
    ...readdirSync(path.join(project, 'docs'), { recursive: true }).map((name) => `docs/${String(name)}`),
  ];
  const broken = documents
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) =>
      [...read(name).matchAll(/\]\(([^)#]+?)(?:#[^)]*)?\)/g)]
        .map(([, target]) => target!)
        .filter((target) => !/^[a-z]+:/.test(target) && !exists(path.join(path.dirname(name), target)))
        .map((target) => `${name}: ${target}`),
    );
  expect(broken).toEqual([]);
});

function exists(name: string): boolean {
  const folder = path.join(project, path.dirname(name));
  return readdirSync(folder).includes(path.basename(name));
}
