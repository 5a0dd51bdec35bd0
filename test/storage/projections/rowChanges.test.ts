import type { ReferralRow } from '../../../storage/database';
import { mergeChanges, type RowChange } from '../../../storage/projections/rowChanges';

const row: ReferralRow = {
  id: 'R-1',
  account_id: 'A-1',
  status: 'proposed',
  demand_number: 'L-1',
  proposed_at: new Date(0),
  decided_at: null,
  decided_by: null,
  latest_outcome: null,
};
const proposed: RowChange = { table: 'referrals', id: 'R-1', insert: row };
const set = (status: string, id = 'R-1'): RowChange => ({ table: 'referrals', id, set: { status } });

test('all changes of a turn to one row become one, and the last word counts', () => {
  expect(mergeChanges([proposed, set('approved'), set('delivered')])).toEqual([
    { ...proposed, insert: { ...row, status: 'delivered' } },
  ]);
  expect(mergeChanges([set('approved'), set('declined'), set('approved', 'R-2')])).toEqual([
    set('declined'),
    set('approved', 'R-2'),
  ]);
});

test('what is set on a row before the row is there is lost, and the row is not', () => {
  expect(mergeChanges([set('approved'), proposed])).toEqual([proposed]);
});

test('rows of two tables with the same id are two rows', () => {
  const attempt: RowChange = { table: 'attempts', id: 'R-1', set: { status: 'sent' } };
  expect(mergeChanges([attempt, set('approved')])).toHaveLength(2);
});
