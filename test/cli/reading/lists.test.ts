import { sql } from 'kysely';
import { asOwner } from '../../storage/asOwner';
import { storedWorld, type StoredWorld } from '../../storage/storedWorld';
import { arrearsWith, jsonOf } from '../runArrears';

let stored: StoredWorld;
let arrears: ReturnType<typeof arrearsWith>;

/** Two accounts with a demand letter each, and two vulnerable debtors of whom a supervisor has to say how they may be contacted. */
beforeAll(async () => {
  stored = await storedWorld();
  arrears = arrearsWith({ DATABASE_URL: stored.url });
  for (const id of ['L-1', 'L-2']) {
    stored.setTime('2026-03-01T09:00:00+08:00');
    await stored.begin(id, { dueOn: '2025-11-01' });
    await stored.liveOn(id, '2026-03-03T09:00:00+08:00');
  }
  for (const [id, day] of [
    ['V-2', '2026-03-04'],
    ['V-1', '2026-03-05'],
  ] as const) {
    stored.setTime(`${day}T09:00:00+08:00`);
    await stored.begin(id);
    const hold = { type: 'HoldReported', holdId: `H-${id}`, kind: 'vulnerability', provenance: 'relative' } as const;
    await stored.post(id, `hold-${id}`, { fact: { ...hold, by: 'clerk', reviewOn: null, textId: null } });
    await stored.takeTurn(id);
  }
});
afterAll(() => stored.drop());

test('what waits for a person is listed with the oldest first, page by page', async () => {
  const [table, page, other] = await Promise.all([
    arrears('escalations'),
    arrears('escalations', '--limit', '1', '--json'),
    arrears('escalations', '--kind', 'complaintIsLate'),
  ]);
  const [, first, second] = table.stdout.split('\n');
  expect(first).toMatch(
    /^2026-03-04 01:00 +V-2 +a supervisor has to say when and how .* VULNERABLE +vulnerability +termsAreMissing:H-V-2$/,
  );
  expect(second).toMatch(/^2026-03-05 01:00 +V-1 /);
  expect(other.stdout).toBe('Nothing waits for a person.\n');
  const { escalations, next } = jsonOf(page);
  expect(escalations).toMatchObject([{ accountId: 'V-2', id: 'termsAreMissing:H-V-2', kind: 'termsAreMissing' }]);
  const after = await arrears('escalations', '--limit', '1', '--after', String(next), '--json');
  expect(jsonOf(after)).toMatchObject({ escalations: [{ accountId: 'V-1' }], next: null });
});

test('the list of accounts names holds and what waits for a person', async () => {
  const listed = jsonOf(await arrears('list', '--hold', 'vulnerability', '--json'));
  const matter = { holds: ['vulnerability'], escalations: ['termsAreMissing'] };
  expect(listed).toMatchObject({
    accounts: [
      { id: 'V-1', ...matter },
      { id: 'V-2', ...matter },
    ],
  });
});

test('a register without a gap is told as such; a number that is missing has an exit code of its own [LETTER-REGISTERED]', async () => {
  const [whole, all, none] = await Promise.all([
    arrears('register', 'TWL'),
    arrears('register', '--json'),
    arrears('register', 'XX'),
  ]);
  expect(whole).toMatchObject({ code: 0, stdout: expect.stringContaining('The register has no gap.') });
  expect(whole.stdout).toMatch(/^Series TWL: 2 numbers: 2 printed\.\nnumber .*\n1 +printed +L-1 /);
  expect(jsonOf(all)).toMatchObject({ isWhole: true, series: [{ series: 'TWL', lastNumber: 2, entries: [] }] });
  expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('No number of a series XX was ever given') });

  await asOwner(stored.url, (owner) => sql`delete from letters where register_number = 'TWL-000001'`.execute(owner));
  const [gap, summary] = await Promise.all([arrears('register', 'TWL'), arrears('register', '--json')]);
  expect(gap).toMatchObject({ code: 1, stdout: expect.stringContaining('GAP: given and not in the register: 1') });
  expect(gap.stdout).toMatch(/^1 +missing +– /m);
  expect(summary.code).toBe(1);
  expect(jsonOf(summary)).toMatchObject({ isWhole: false, series: [{ gaps: [1] }] });
});
