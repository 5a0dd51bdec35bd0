import type { Policy } from '../../domain/policy';
import { warningsOf } from '../../domain/policyWarnings';
import { addDays } from '../../domain/time';
import { day } from '../domain/accounts';
import { small } from '../domain/policies';

const today = day('2026-03-02');
const approvedThrough = (days: number) => ({ by: 'committee', on: day('2026-01-01'), through: addDays(today, days) });
const kindsOf = (changes: Partial<Policy>) =>
  warningsOf({ ...small, ...changes }, today).map(({ ends, daysLeft }) => [ends, daysLeft]);

test('a pack that holds for years gives no warning', () => {
  expect(warningsOf(small, today)).toEqual([]);
});

test.each([
  [60, []],
  [59, [['calendar', 59]]],
  [0, [['calendar', 0]]],
  [-1, [['calendar', -1]]],
])('a calendar that ends in %i days [HOLIDAY]', (days, expected) => {
  expect(kindsOf({ calendar: { ...small.calendar, knownThrough: addDays(today, days) } })).toEqual(expected);
});

test('a validity and an approval that end are warned of from 59 days before, and after their end', () => {
  expect(kindsOf({ valid: { from: today, through: addDays(today, 60) }, approvals: [approvedThrough(60)] })).toEqual(
    [],
  );
  expect(kindsOf({ valid: { from: today, through: addDays(today, 59) }, approvals: [approvedThrough(-3)] })).toEqual([
    ['approval', -3],
    ['validity', 59],
  ]);
});

test('texts whose approval ends on one day are one warning, which names them all [TEMPLATE]', () => {
  const { text, ...others } = small.templates;
  const ending = { ...text!, approval: approvedThrough(10) };
  expect(warningsOf({ ...small, templates: { ...others, text: ending, another: ending } }, today)).toEqual([
    {
      policyId: 'small',
      version: '1',
      ends: 'templateApproval',
      of: 'another, text',
      on: addDays(today, 10),
      daysLeft: 10,
    },
  ]);
});
