import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULE_IDS, type RuleId } from '../../domain/rules/ruleId';

const folder = join(__dirname, '..');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
const source = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');

/** Each outermost `describe` or `test`, with all that it holds. */
const blocks = source.split(/^(?=(?:describe|test)\b)/m);
const nameOf = (block: string): string => block.slice(0, block.search(/=>|function/));
const testsIn = (block: string): string[] => block.split(/^(?=\s*test\b)/m).filter((part) => /^\s*test\b/.test(part));

/** How many tests name a rule, themselves or by the block in which they stand. */
function testsOf(rule: RuleId): number {
  const isNamed = (text: string): boolean => text.includes(`[${rule}]`);
  return blocks.reduce((sum, block) => {
    const tests = testsIn(block);
    return sum + (isNamed(nameOf(block)) ? tests.length : tests.filter(isNamed).length);
  }, 0);
}

test.each(RULE_IDS)('the rule %s has at least two tests that name it: what it allows, and what it does not', (rule) => {
  expect(testsOf(rule)).toBeGreaterThanOrEqual(2);
});
test('a rule that nobody made has no tests', () => {
  expect(testsOf('NOBODY' as RuleId)).toBe(0);
});
