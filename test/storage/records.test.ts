import type { DebtorFact, Fact } from '../../domain/message';
import { circumstancesOf } from '../../storage/debtors';
import { escalationKey, listEscalations } from '../../storage/queries/escalations';
import { callResult, ms, storedWorld, type StoredWorld } from './storedWorld';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
});
afterAll(() => stored.drop());
beforeEach(() => stored.setTime('2026-03-02T09:00:00+08:00'));

const attemptsOf = (accountId: string) =>
  stored.db.selectFrom('attempts').selectAll().where('account_id', '=', accountId).orderBy('decided_at').execute();

async function hears(accountId: string, externalId: string, content: { fact: Fact }) {
  await stored.post(accountId, externalId, content);
  return stored.takeTurn(accountId);
}
const vulnerable = (holdId: string): DebtorFact => ({
  type: 'HoldReported',
  holdId,
  kind: 'vulnerability',
  provenance: 'relative',
  by: 'clerk-1',
  reviewOn: null,
  textId: null,
});

test('each contact is kept with what it was for, the approved text and the hash of what was said [RECORD, TEMPLATE]', async () => {
  await stored.begin('A-said');
  await stored.liveOn('A-said', '2026-03-05T23:00:00+08:00');
  const [attempt] = await attemptsOf('A-said');
  const kept = await stored.db.selectFrom('texts').select('sha256').where('id', '=', attempt!.id).executeTakeFirst();
  expect(attempt).toMatchObject({
    status: 'sent',
    purpose: 'collection',
    template: expect.any(String),
    template_version: expect.any(Number),
    text_sha256: kept!.sha256,
    inbound: false,
  });

  await hears('A-said', 'said-1', callResult(attempt!.id, 'noAnswer'));
  const [answered] = await attemptsOf('A-said');
  expect(answered).toMatchObject({
    status: 'answered',
    result: 'noAnswer',
    called_by: 'collector-1',
    attitude: 'evasive',
    recording_ref: 'recording-1',
  });
});

test('a call of the debtor is kept too, and counts towards no cap [RECORD, FREQUENCY]', async () => {
  await stored.begin('A-calls');
  await hears('A-calls', 'calls-1', callResult(null, 'rightParty'));
  expect(await attemptsOf('A-calls')).toEqual([
    expect.objectContaining({
      id: 'A-calls-2',
      debtor_id: 'D-A-calls',
      rung: 'inbound',
      channel: 'call',
      status: 'answered',
      result: 'rightParty',
      called_by: 'collector-1',
      inbound: true,
      counts: false,
      decided_at: new Date('2026-03-02T09:00:00+08:00'),
    }),
  ]);
});

describe('what the rules look at before a contact [FREQUENCY]', () => {
  const seenAt = (iso: string) =>
    stored.db.transaction().execute(async (trx) => (await circumstancesOf(trx, 'D-seen', ms(iso))).contacts);

  test('all that counts and all calls of the debtor, over all accounts, of the last eight days', async () => {
    const row = {
      debtor_id: 'D-seen',
      stage: 'reminder',
      rung: 'x',
      channel: 'call',
      status: 'sent',
      counts: true,
      inbound: false,
      purpose: 'collection',
    };
    const [first, last] = [new Date('2026-03-02T10:00:00+08:00'), new Date('2026-03-09T10:00:00+08:00')];
    await stored.db
      .insertInto('attempts')
      .values([
        {
          ...row,
          id: 'S-2',
          account_id: 'A-seen-2',
          decided_at: last,
          counts: false,
          inbound: true,
          result: 'rightParty',
        },
        { ...row, id: 'S-1', account_id: 'A-seen-1', decided_at: first, contact_point_id: 'cp-1', result: 'busy' },
        { ...row, id: 'S-3', account_id: 'A-seen-1', decided_at: last, counts: false, status: 'suppressed' },
        { ...row, id: 'S-4', account_id: 'A-seen-9', decided_at: last, debtor_id: 'D-other' },
      ])
      .execute();
    const called = {
      accountId: 'A-seen-1',
      channel: 'call',
      at: first.getTime(),
      contactPointId: 'cp-1',
      result: 'busy',
      isInbound: false,
    };
    const inbound = {
      ...called,
      accountId: 'A-seen-2',
      at: last.getTime(),
      contactPointId: null,
      result: 'rightParty',
      isInbound: true,
    };
    expect(await seenAt('2026-03-10T09:59:59.999+08:00')).toEqual([called, inbound]);
    expect(await seenAt('2026-03-10T10:00:00+08:00')).toEqual([inbound]);
  });
});

describe('escalations', () => {
  const open = (accountId: string) =>
    listEscalations(stored.db, { accountId }, { limit: 10 }).then((rows) =>
      rows.map(({ kind, ref, rule }) => [kind, ref, rule]),
    );
  const rowOf = (accountId: string) =>
    stored.db.selectFrom('escalations').selectAll().where('account_id', '=', accountId).executeTakeFirstOrThrow();

  test('stand in the list until what they are about has ended, with who ended it [VULNERABLE]', async () => {
    await stored.begin('A-ill');
    await hears('A-ill', 'ill-1', { fact: vulnerable('H-ill') });
    expect(await open('A-ill')).toEqual([['termsAreMissing', 'H-ill', 'VULNERABLE']]);
    expect(await rowOf('A-ill')).toMatchObject({
      since: new Date(stored.clock.nowMs),
      settled_at: null,
      settled_by: null,
    });

    stored.setTime('2026-03-03T09:00:00+08:00');
    const terms = { hours: { fromMinute: 600, toMinute: 720 }, channels: ['letter'] } as const;
    const fact = {
      type: 'HoldTermsReported',
      holdId: 'H-ill',
      terms,
      reviewOn: '2026-04-01' as never,
      by: 'supervisor-1',
    } as const;
    await hears('A-ill', 'ill-2', { fact });
    expect(await open('A-ill')).toEqual([]);
    expect(await rowOf('A-ill')).toMatchObject({
      settled_at: new Date(stored.clock.nowMs),
      settled_by: 'supervisor-1',
    });
  });

  test('or until a person settles them', async () => {
    await stored.begin('A-settle');
    await hears('A-settle', 'settle-1', { fact: vulnerable('H-settle') });
    const { id: escalationId } = await rowOf('A-settle');
    const command = { type: 'SettleEscalation', escalationId, because: 'seen to', by: 'supervisor-2' } as const;
    await stored.post('A-settle', 'settle-2', { command });
    await stored.takeTurn('A-settle');
    expect(await open('A-settle')).toEqual([]);
    expect(await rowOf('A-settle')).toMatchObject({ settled_by: 'supervisor-2' });
  });

  test('begin anew under the same id when the matter comes again', async () => {
    await stored.begin('A-again');
    await hears('A-again', 'again-1', { fact: vulnerable('H-again') });
    const end = { type: 'HoldEndReported', holdId: 'H-again', because: 'well', by: 'clerk-2' } as const;
    await hears('A-again', 'again-2', { fact: end });
    expect(await rowOf('A-again')).toMatchObject({ settled_by: 'clerk-2' });
    stored.setTime('2026-03-08T09:00:00+08:00');
    await hears('A-again', 'again-3', { fact: vulnerable('H-again') });
    expect(await rowOf('A-again')).toMatchObject({
      since: new Date(stored.clock.nowMs),
      settled_at: null,
      settled_by: null,
    });
  });

  test('are listed the oldest first, a page at a time, of one kind if one likes', async () => {
    const accountId = 'A-page';
    const rows = Array.from({ length: 5 }, (_, i) => ({
      account_id: accountId,
      id: `reviewIsDue:H/${i}`,
      kind: i === 4 ? 'debtorReplied' : 'reviewIsDue',
      ref: `H/${i}`,
      rule: 'HARDSHIP',
      since: new Date(stored.clock.nowMs - 1_000_000 + 1_000 * Math.floor(i / 2)),
      settled_at: i === 1 ? new Date() : null,
      settled_by: null,
    }));
    await stored.begin(accountId);
    await stored.db.insertInto('escalations').values(rows).execute();
    const page = async (after?: string) => listEscalations(stored.db, { accountId }, { after, limit: 2 });
    const first = await page();
    expect(first.map(({ ref }) => ref)).toEqual(['H/0', 'H/2']);
    const second = await page(escalationKey(first.at(-1)!));
    expect(second.map(({ ref }) => ref)).toEqual(['H/3', 'H/4']);
    expect(await page(escalationKey(second.at(-1)!))).toEqual([]);
    const replies = await listEscalations(stored.db, { kind: 'debtorReplied', accountId }, { limit: 10 });
    expect(replies).toMatchObject([{ account_id: accountId, ref: 'H/4', status: 'open' }]);
  });
});
