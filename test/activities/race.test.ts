import { createActivities } from '../../activities';
import type { TurnResult } from '../../activities/turnResult';
import type { AccountId } from '../../domain/brand';
import { connect, type Db } from '../../storage/database';
import { readJournal } from '../../storage/journal';
import { handedOver } from '../storage/handedOver';
import { storedWorld, type StoredWorld } from '../storage/storedWorld';

/** Debtors at once, so that every pair of transactions has its chance to meet. */
const DEBTORS = 25;
const ACCOUNTS = 4;

type Due = Extract<TurnResult['next'], { do: 'wait' }>['toDo'];

describe('two workers, at the same instant', () => {
  let stored: StoredWorld;
  let other: Db;
  beforeAll(async () => {
    stored = await storedWorld();
    other = connect(stored.url, { connections: 10 });
  });
  afterAll(async () => {
    await other.destroy();
    await stored.drop();
  });

  /** Every account of a debtor wants its first SMS in one and the same minute. */
  async function allDue(name: string): Promise<{ id: AccountId; toDo: NonNullable<Due> }[]> {
    stored.setTime('2026-03-03T09:00:00+08:00');
    const ids = Array.from({ length: DEBTORS * ACCOUNTS }, (_, i) => `${name}-${i}`);
    await stored.take(ids.map((id, i) => handedOver(id, { debtorId: `D-${name}-${i % DEBTORS}` })));
    stored.setTime('2026-03-03T06:00:00+08:00');
    const due = [];
    for (const id of ids) {
      const { next } = await stored.takeTurn(id);
      if (next.do === 'wait' && next.toDo) due.push({ id: id as AccountId, toDo: next.toDo });
    }
    stored.setTime('2026-03-03T20:00:00+08:00');
    return due;
  }

  /** The accounts of a debtor go to two workers in turn; whoever was overtaken tries again, as Temporal would have it. */
  async function raceAll(due: readonly { id: AccountId; toDo: NonNullable<Due> }[]): Promise<void> {
    const workers = [stored.activities, createActivities({ ...stored.world, db: other })];
    await Promise.all(
      due.map(async ({ id, toDo }, i) => {
        if (toDo.type !== 'contactDebtor') throw new Error(`${id} has something else to do`);
        const { contactDebtor } = workers[i % 2]!;
        await contactDebtor(id, toDo).catch(() => contactDebtor(id, toDo));
      }),
    );
  }

  const contactsOf = async (name: string) =>
    stored.db
      .selectFrom('attempts')
      .select(['debtor_id', (eb) => eb.fn.countAll<string>().as('sent')])
      .where('debtor_id', 'like', `D-${name}-%`)
      .where('counts', '=', true)
      .groupBy('debtor_id')
      .execute();

  test.each(['first', 'second', 'third'])(
    "a debtor's accounts together never exceed a cap: %s time [FREQUENCY]",
    async (name) => {
      const due = await allDue(name);
      expect(due).toHaveLength(DEBTORS * ACCOUNTS);
      await raceAll(due);
      const contacts = await contactsOf(name);
      expect(contacts).toHaveLength(DEBTORS);
      expect(contacts.filter(({ sent }) => Number(sent) !== 1)).toEqual([]);
      const deferred = await stored.db
        .selectFrom('journal')
        .select('account_id')
        .where('type', '=', 'ContactDeferred')
        .where('account_id', 'like', `${name}-%`)
        .execute();
      expect(deferred).toHaveLength(DEBTORS * (ACCOUNTS - 1));
    },
  );

  test('what the debtor says in that instant is heard by every account, and after it nobody writes [CONSENT]', async () => {
    const due = await allDue('optout');
    const says = Array.from({ length: DEBTORS }, (_, debtor) =>
      stored.post(`optout-${debtor}`, `stop-${debtor}`, {
        fact: { type: 'OptOutReported', ref: `stop-${debtor}`, channel: 'sms', provenance: 'debtor' },
      }),
    );
    await Promise.all([raceAll(due), ...says]);
    for (const { id } of due) {
      await stored.takeTurn(id);
      const events = await readJournal(stored.db, id);
      const heard = events.findIndex(({ type }) => type === 'OptedOut');
      expect(heard).toBeGreaterThan(0);
      expect(events.slice(heard).filter(({ type }) => type === 'ContactReserved')).toEqual([]);
    }
  });
});
