import { sql } from 'kysely';
import { keepPeople, keepText, lockDebtorOf, openPerson, readText, type Person } from '../../storage/debtors';
import { masterKeyFrom } from '../../storage/personalData';
import { sealWords } from '../../storage/queries/texts';
import { handedOver } from './handedOver';
import { MASTER, payment, storedWorld, type StoredWorld } from './storedWorld';
import { untilWaiting } from './untilWaiting';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
});
afterAll(() => stored.drop());

const OTHER = masterKeyFrom(Buffer.alloc(32, 8).toString('base64'));
const person = (debtorId: string, mobile = '+886900000001'): Person => ({
  debtorId,
  identity: { name: '陳小美', nationalId: 'B223456789' },
  contactPoints: [{ kind: 'mobile', value: mobile }],
});
const keep = (people: readonly Person[], master = MASTER) =>
  stored.db.transaction().execute((trx) => keepPeople(trx, master, people));

/** Every text and byte that is stored anywhere in the database, in both spellings of bytes. */
async function everything(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`.execute(stored.db);
  const dumps = tables
    .filter(({ name }) => name !== 'migrations')
    .map(async ({ name }) => {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(stored.db);
      const spell = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
      const bytes = rows.flatMap((row) => Object.values(row)).filter((value) => Buffer.isBuffer(value));
      return [JSON.stringify(rows, spell), ...bytes.flatMap((b) => [b.toString('utf8'), b.toString('hex')])].join('\n');
    });
  return (await Promise.all(dumps)).join('\n');
}

test('nothing personal is readable in any table, after a life with messages, letters and payments', async () => {
  const planted = ['莊周夢蝶', 'K987654321', '+886987123456', 'planted@example.org', '蓬萊路 77 號', '0912-plant'];
  const contactPoints = [
    { kind: 'mobile', value: planted[2]! },
    { kind: 'email', value: planted[3]! },
    { kind: 'address', value: `${planted[4]}|10002` },
  ] as const;
  const account = handedOver('A-plant', { contactPoints, dueOn: '2025-12-01' });
  await stored.take([
    { ...account, person: { ...account.person, identity: { name: planted[0]!, nationalId: planted[1]! } } },
  ]);
  await stored.liveOn('A-plant', '2026-03-20T23:00:00+08:00');
  await keepText(stored.db, MASTER, { id: 'said-1', debtorId: 'D-A-plant', content: `call me at ${planted[5]}` });
  await stored.post('A-plant', 'P-plant', payment('P-plant', 5_000n));
  await stored.takeTurn('A-plant');
  const texts = await stored.db.selectFrom('texts').select('id').execute();
  expect(texts.length).toBeGreaterThan(2);

  const stores = await everything();
  expect(stores).toContain('A-plant');
  for (const value of planted) {
    expect(stores).not.toContain(value);
    expect(stores).not.toContain(Buffer.from(value).toString('hex'));
    expect(stores).not.toContain(Buffer.from(value).toString('base64').slice(0, -2));
  }
});

test('a text is read back word for word, and the first of two under one id stays', async () => {
  await keep([person('D-text')]);
  const kept = await keepText(stored.db, MASTER, { id: 'text-1', debtorId: 'D-text', content: '您好，first' });
  const again = await keepText(stored.db, MASTER, { id: 'text-1', debtorId: 'D-text', content: 'second' });
  expect(again).toBe(kept);
  expect(await readText(stored.db, MASTER, 'text-1')).toBe('您好，first');
  expect(await readText(stored.db, MASTER, 'text-none')).toBeUndefined();
});

test('words that are said again are kept once, and have the hash that they had the first time', async () => {
  await stored.take([handedOver('A-words')]);
  const words = await sealWords(stored.db, MASTER, 'A-words', '請寄到公司');
  expect(words).toEqual({
    textId: expect.stringMatching(/^text-/),
    textSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(await sealWords(stored.db, MASTER, 'A-words', '請寄到公司')).toEqual(words);
  expect(await readText(stored.db, MASTER, words!.textId)).toBe('請寄到公司');
  expect(await sealWords(stored.db, MASTER, 'A-of-nobody', '請寄到公司')).toBeNull();
});

test('the same number of the same debtor is stored once, and means nothing for another debtor', async () => {
  const [first] = await keep([person('D-same')]);
  const [again, twice] = await keep([person('D-same'), person('D-same')]);
  expect(again).toEqual(first);
  expect(twice).toEqual(first);
  const [other] = await keep([person('D-other')]);
  expect(other![0]!.id).not.toBe(first![0]!.id);
  const rows = await stored.db.selectFrom('contact_points').select('id').where('debtor_id', '=', 'D-same').execute();
  expect(rows).toHaveLength(1);
});

test('a debtor who becomes known twice at once has one key, and both numbers open with it', async () => {
  const kept = await Promise.all(Array.from({ length: 6 }, (_, i) => keep([person('D-twice', `+88690000010${i}`)])));
  for (const [i, [points]] of kept.entries()) {
    const opened = await openPerson(stored.db, MASTER, 'D-twice', points![0]!.id);
    expect(opened).toMatchObject({ address: `+88690000010${i}`, identity: { name: '陳小美' } });
  }
});

test('two imports that name the same new debtors in another order both end', async () => {
  const people = ['D-order-1', 'D-order-2', 'D-order-3'].map((id) => person(id));
  const middle = stored.db.transaction().execute(async (trx) => {
    await keepPeople(trx, MASTER, [people[1]!]);
    const both = Promise.allSettled([keep(people), keep(people.toReversed())]);
    await untilWaiting(stored.db, 2);
    throw new Ended(both);
  });
  const { both } = (await middle.catch((error: unknown) => error)) as Ended;
  expect(await both).toMatchObject([{ status: 'fulfilled' }, { status: 'fulfilled' }]);
});

/** Rolls a transaction back and lets something out of it. */
class Ended extends Error {
  constructor(readonly both: Promise<unknown[]>) {
    super('rolled back');
  }
}

test('a wrong master key opens nothing, and the error says which key is wrong and nothing personal', async () => {
  const [points] = await keep([person('D-wrong')]);
  const id = points![0]!.id;
  await expect(openPerson(stored.db, OTHER, 'D-wrong', id)).rejects.toThrow(/ARREARS_MASTER_KEY/);
  await expect(keep([person('D-wrong', '+886900000009')], OTHER)).rejects.toThrow(/ARREARS_MASTER_KEY/);
  await expect(openPerson(stored.db, OTHER, 'D-wrong', id)).rejects.not.toThrow(/陳小美|\+8869/);
  expect(() => masterKeyFrom('c2hvcnQ=')).toThrow(/32 bytes/);
});

test('a sealed value that was swapped for another, altered or cut short does not open', async () => {
  const [[one, two]] = (await keep([
    {
      ...person('D-swap'),
      contactPoints: [
        { kind: 'mobile', value: '+886911' },
        { kind: 'home', value: '+88622' },
      ],
    },
  ])) as unknown as [[{ id: string }, { id: string }]];
  await sql`update contact_points a set value = b.value from contact_points b
    where a.debtor_id = 'D-swap' and b.debtor_id = 'D-swap' and a.id <> b.id`.execute(stored.db);
  await expect(openPerson(stored.db, MASTER, 'D-swap', one.id)).rejects.toThrow(/does not open/);
  await expect(openPerson(stored.db, MASTER, 'D-swap', two.id)).rejects.toThrow(/does not open/);

  const [[point]] = (await keep([person('D-cut')])) as unknown as [[{ id: string }]];
  await sql`update contact_points set value = substring(value for 20) where id = ${point.id}`.execute(stored.db);
  await expect(openPerson(stored.db, MASTER, 'D-cut', point.id)).rejects.toThrow(/does not open/);
  await keep([person('D-key-a'), person('D-key-b')]);
  await sql`update debtors set wrapped_key = (select wrapped_key from debtors where id = 'D-key-a') where id = 'D-key-b'`.execute(
    stored.db,
  );
  await expect(keep([person('D-key-b', '+886955')])).rejects.toThrow(/key of D-key-b does not open/);
});

test('destroying the wrapped key erases the debtor: nothing opens, and not even a guessed number can be recognised', async () => {
  const [points] = await keep([person('D-gone')]);
  await keepText(stored.db, MASTER, { id: 'text-gone', debtorId: 'D-gone', content: 'a text' });
  await sql`update debtors set wrapped_key = '' where id = 'D-gone'`.execute(stored.db);
  await expect(openPerson(stored.db, MASTER, 'D-gone', points![0]!.id)).rejects.toThrow(/erased/);
  await expect(readText(stored.db, MASTER, 'text-gone')).rejects.toThrow(/erased/);

  // Whoever still has the master key hands the same number over again: its mark is another one.
  await sql`delete from texts where debtor_id = 'D-gone'`.execute(stored.db);
  await sql`delete from contact_points where debtor_id = 'D-gone'`.execute(stored.db);
  await sql`delete from debtors where id = 'D-gone'`.execute(stored.db);
  const [again] = await keep([person('D-gone')]);
  expect(again![0]!.id).not.toBe(points![0]!.id);
});

test('two transactions about two accounts of one debtor count and reserve one after the other', async () => {
  await stored.take([handedOver('A-lock-1', { debtorId: 'D-lock' }), handedOver('A-lock-2', { debtorId: 'D-lock' })]);
  await stored.begin('A-free');
  const order: string[] = [];
  const { promise: isHeld, resolve: held } = deferred();
  const { promise: mayEnd, resolve: end } = deferred();
  const first = stored.db.transaction().execute(async (trx) => {
    await lockDebtorOf(trx, 'A-lock-1');
    held();
    await mayEnd;
    order.push('first');
  });
  await isHeld;
  const second = stored.db.transaction().execute(async (trx) => {
    await lockDebtorOf(trx, 'A-lock-2');
    order.push('second');
  });
  await stored.db.transaction().execute((trx) => lockDebtorOf(trx, 'A-free'));
  await untilWaiting(stored.db, 1);
  end();
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'second']);
});

test('two contacts at once with one debtor, about two accounts, never go over the cap [FREQUENCY]', async () => {
  stored.setTime('2026-03-01T09:00:00+08:00');
  const ids = ['A-cap-1', 'A-cap-2', 'A-cap-3'] as const;
  for (const id of ids) await stored.begin(id, { debtorId: 'D-cap' });
  stored.setTime('2026-03-01T21:00:00+08:00');
  await Promise.all(
    ids.map(async (id) => {
      const { next } = await stored.takeTurn(id);
      if (next.do !== 'perform' || next.action.type !== 'contactDebtor') throw new Error('No contact is due');
      await stored.activities.contactDebtor(id as never, next.action);
    }),
  );
  const sent = await stored.db.selectFrom('attempts').select('status').where('debtor_id', '=', 'D-cap').execute();
  expect(sent).toEqual([{ status: 'sent' }]);
  const deferred = await stored.db
    .selectFrom('journal')
    .select('account_id')
    .where('account_id', 'in', ids)
    .where('type', '=', 'ContactDeferred')
    .execute();
  expect(deferred).toHaveLength(2);
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
