import { nextRegisterNumber } from '../../storage/effects';
import { registerOf } from '../../storage/queries/letterRegister';
import { freshDatabase, type FreshDatabase } from '../setup/freshDatabase';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const at = new Date('2026-03-02T10:00:00Z');
/** Gives the next number of a series, with its letter or, as must never happen, without. */
async function give(series: string, status: string | null, more: object = {}): Promise<string> {
  return database.db.transaction().execute(async (trx) => {
    const register_number = await nextRegisterNumber(trx, series);
    if (status === null) return register_number;
    const row = {
      register_number,
      account_id: 'A-1',
      rung: 'demand',
      status,
      issued_at: at,
      changed_at: at,
      by_hand: false,
    };
    await trx
      .insertInto('letters')
      .values({ ...row, ...more })
      .execute();
    return register_number;
  });
}

test('every number of a series stands in the report with what became of it [LETTER-REGISTERED]', async () => {
  await give('CNL', 'mailed', { mail_number: 'RR1' });
  await give('CNL', 'handedOver', { by_hand: true });
  await give('CNL', 'spoiled');
  await give('CNL', 'returned');
  await give('CNL-B', 'issued');
  const register = await registerOf(database.db, 'CNL');
  expect(register).toEqual({
    series: 'CNL',
    lastNumber: 4,
    states: { mailed: 1, handedOver: 1, spoiled: 1, returned: 1 },
    gaps: [],
    strays: [],
    entries: [
      { number: 1, state: 'mailed', accountId: 'A-1', issuedAt: at, changedAt: at, byHand: false, mailNumber: 'RR1' },
      { number: 2, state: 'handedOver', accountId: 'A-1', issuedAt: at, changedAt: at, byHand: true, mailNumber: null },
      { number: 3, state: 'spoiled', accountId: 'A-1', issuedAt: at, changedAt: at, byHand: false, mailNumber: null },
      { number: 4, state: 'returned', accountId: 'A-1', issuedAt: at, changedAt: at, byHand: false, mailNumber: null },
    ],
  });
  expect(await registerOf(database.db, 'NONE')).toBeUndefined();
});

test('a number that was given and is not there is a gap, one that nobody gave is a stray [LETTER-REGISTERED]', async () => {
  await give('TWL', 'printed');
  await give('TWL', null);
  await give('TWL', 'delivered');
  await give('TWL', null);
  const made = { account_id: 'A-9', rung: 'demand', status: 'issued', issued_at: at, changed_at: at, by_hand: false };
  await database.db
    .insertInto('letters')
    .values([
      { ...made, register_number: 'TWL-000009' },
      { ...made, register_number: 'TWL-000000' },
    ])
    .execute();
  const register = await registerOf(database.db, 'TWL');
  expect(register).toMatchObject({ lastNumber: 4, gaps: [2, 4], strays: [0, 9] });
  expect(register!.states).toEqual({ printed: 1, delivered: 1, missing: 2 });
  expect(register!.entries.map(({ number, state }) => [number, state])).toEqual([
    [1, 'printed'],
    [2, 'missing'],
    [3, 'delivered'],
    [4, 'missing'],
  ]);
});

test('a long series is read a page at a time, and its gaps are those of the whole', async () => {
  for (let i = 0; i < 7; i++) await give('USL', i === 5 ? null : 'issued');
  const numbers = async (after: number) => {
    const register = await registerOf(database.db, 'USL', { after, limit: 3 });
    expect(register).toMatchObject({ lastNumber: 7, gaps: [6] });
    return register!.entries.map(({ number }) => number);
  };
  expect(await numbers(0)).toEqual([1, 2, 3]);
  expect(await numbers(3)).toEqual([4, 5, 6]);
  expect(await numbers(6)).toEqual([7]);
  expect(await numbers(7)).toEqual([]);
});

test('a series goes on beyond six digits', async () => {
  await give('BIG', 'issued');
  await database.db.updateTable('letter_series').set({ last_number: 999_999 }).where('series', '=', 'BIG').execute();
  expect(await give('BIG', 'issued')).toBe('BIG-1000000');
  const register = await registerOf(database.db, 'BIG', { after: 999_999, limit: 5 });
  expect(register).toMatchObject({ strays: [], entries: [{ number: 1_000_000, state: 'issued' }] });
  expect(register!.gaps).toHaveLength(100);
});
