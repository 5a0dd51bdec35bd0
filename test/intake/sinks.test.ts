import { checkRow } from '../../intake/rowFormat';
import { handOverOf } from '../../intake/sinks';
import { overdueTexts } from './sampleRows';

const pointsOf = (change: Readonly<Record<string, string>>) => {
  const checked = checkRow('overdue', { ...overdueTexts, ...change });
  if ('reason' in checked) throw new Error(checked.reason);
  return handOverOf(checked.row).person.contactPoints;
};

test("somebody else's number is kept as a third party's, and never as the debtor's own [THIRD-PARTY]", () => {
  const own = { kind: 'mobile', value: '+886900000001' };
  expect(pointsOf({})).toEqual([own]);
  expect(pointsOf({ emergency_phone: '+886900000009' })).toEqual([own, { kind: 'emergency', value: '+886900000009' }]);
});
