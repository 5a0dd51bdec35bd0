import { readFileSync } from 'node:fs';
import path from 'node:path';

const project = path.join(__dirname, '..', '..');
const read = (name: string): string => readFileSync(path.join(project, name), 'utf8');

type Rule = Readonly<{ 'no-restricted-imports'?: [string, { patterns: { message: string }[] }] }>;
const lint = JSON.parse(read('.oxlintrc.json')) as { overrides: { rules: Rule }[] };

/** What the linter allows each folder to import, as its messages say it. */
function enforced(): string[][] {
  const messages = lint.overrides.flatMap(
    ({ rules }) => rules['no-restricted-imports']?.[1].patterns.map(({ message }) => message) ?? [],
  );
  const allowed = messages.map((message) => /^(\w+)\/ may import only: (.+) \(docs\/architecture\.md\)$/.exec(message));
  return allowed.flatMap((found) =>
    found ? [[found[1]!, ...found[2]!.replace('nothing of ours', '').split(', ').filter(Boolean).sort()]] : [],
  );
}

/** The same from the table of folders. */
function written(): string[][] {
  const rows = read('docs/architecture.md').split('\n## 2. Folders\n')[1]!.split('\n## ')[0]!;
  const cells = [...rows.matchAll(/^\| `(\w+)\/` \|.*\| ([^|]+) \|$/gm)];
  const restricted = cells.filter(([, , imports]) => imports !== 'not restricted' && imports !== '–');
  return restricted.map(([, folder, imports]) => [
    folder!,
    ...[...imports!.matchAll(/`(\w+)`/g)].map(([, name]) => name!).sort(),
  ]);
}

const byFolder = (rows: string[][]) => Object.fromEntries(rows.map(([folder, ...imports]) => [folder, imports]));

test('the table of folders says what the linter enforces', () => {
  expect(Object.keys(byFolder(enforced())).length).toBeGreaterThan(5);
  expect(byFolder(written())).toEqual(byFolder(enforced()));
});
