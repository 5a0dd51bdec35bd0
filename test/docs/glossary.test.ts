import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RULE_IDS } from '../../domain/rules/ruleId';

const project = path.join(__dirname, '..', '..');
const read = (name: string): string => readFileSync(path.join(project, name), 'utf8');
const glossary = read('docs/glossary.md');

/** The names that stand first in the rows of one section's table. */
function explained(section: string): string[] {
  const text = glossary.split(`\n## ${section}\n`)[1]!.split('\n## ')[0]!;
  return [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name!);
}

const named = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name]) => name!)),
];

/** The words of a union of literals in a source file. */
function wordsOf(file: string, type: string): string[] {
  const [, union] = new RegExp(`export type ${type} =([^;]+);`).exec(read(file))!;
  return named(union!, /'([^']+)'/g);
}

const messages = read('domain/message.ts');
const [facts, commands] = messages.split('export type Command =') as [string, string];
const migrations = readdirSync(path.join(project, 'storage/migrations')).map((name) =>
  read(`storage/migrations/${name}`),
);

const WORDS: Readonly<Record<string, readonly string[]>> = {
  Stages: wordsOf('domain/events.ts', 'Stage'),
  Events: named(read('domain/events.ts'), /\| Event<\s*'(\w+)'/g),
  Facts: named(facts, /\| Named<\s*'(\w+)'/g),
  Commands: named(commands, /\| Named<\s*'(\w+)'/g),
  Refusals: wordsOf('domain/decide.ts', 'Refusal'),
  'Reasons of a noted fact': [
    ...named(read('domain/hear.ts'), /(?:noted\(|because: )'(\w+)'/g),
    ...named(read('domain/hearDebtor.ts'), /return '(\w+)'/g),
  ],
  Rules: RULE_IDS,
  'Why an account closes': wordsOf('domain/events.ts', 'ClosedBecause'),
  Holds: [...wordsOf('domain/account.ts', 'HoldKind'), ...wordsOf('domain/events.ts', 'ReportedHold')],
  Escalations: wordsOf('domain/events.ts', 'EscalationKind'),
  'Call results': wordsOf('domain/events.ts', 'CallResult'),
  'Contact points': wordsOf('domain/events.ts', 'ContactPointKind'),
  'States of a letter': wordsOf('domain/account.ts', 'LetterState'),
  'Other words of the code': [
    ...wordsOf('domain/policy.ts', 'Channel'),
    ...wordsOf('domain/events.ts', 'Purpose'),
    ...wordsOf('domain/events.ts', 'Provenance'),
    ...wordsOf('domain/events.ts', 'Attitude'),
    ...wordsOf('domain/events.ts', 'LegalOutcome'),
    ...wordsOf('domain/events.ts', 'RecallReason'),
  ],
  Tables: migrations.flatMap((sql) => named(sql, /^create table (\w+)/gm)),
};

test.each(Object.keys(WORDS))('%s: each word of the code is explained in the glossary, and no other', (section) => {
  expect(WORDS[section]!.length).toBeGreaterThan(2);
  expect(explained(section).sort()).toEqual([...WORDS[section]!].sort());
});

test('each word is explained once, with its Chinese and its meaning', () => {
  const rows = glossary.split('\n').filter((line) => line.startsWith('| ') && !/^\| (---|name|id|中文) /.test(line));
  for (const row of rows) {
    const cells = row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    expect(cells.filter((cell) => cell === '')).toEqual([]);
    expect(row).toMatch(/\p{Script=Han}/u);
  }
  for (const section of Object.keys(WORDS)) expect(explained(section)).toHaveLength(new Set(explained(section)).size);
});
