import type { AttemptId } from '../../domain/brand';
import type { Fact } from '../../domain/message';
import { postMessages } from '../../storage/inbox';
import { handedOver } from './handedOver';
import { callResult, ms, payment, type StoredWorld } from './storedWorld';

/** Lives that between them bring about rows of every kind in every list. */
export async function manyLives(stored: StoredWorld): Promise<void> {
  await stored.take([handedOver('A-unborn')]);
  await paidTooMuch(stored);
  await promisedAndDisputed(stored);
  await unreachableAndLate(stored);
  await referred(stored);
  await returnedAndSpoiled(stored);
  await mailedAndIll(stored);
}

/** Accounts `A-long-<first>` and so on with 200 events each: eleven need more than one page of the journal. */
export async function longLives(stored: StoredWorld, accounts: number, first = 0): Promise<void> {
  for (let a = first; a < first + accounts; a++) {
    const id = `A-long-${a}`;
    await stored.take([handedOver(id)]);
    const facts = Array.from({ length: 199 }, (_, i) => payment(`${id}-P-${i}`, 10n + BigInt(i)));
    await postMessages(
      stored.db,
      facts.map((fact, i) => ({
        accountId: id,
        source: 'bank',
        externalId: `${id}-${i}`,
        receivedAt: ms('2026-03-01T08:00:00Z'),
        ...fact,
      })),
    );
    await stored.takeTurn(id);
  }
}

async function paidTooMuch(stored: StoredWorld): Promise<void> {
  stored.setTime('2026-03-01T09:00:00+08:00');
  await stored.begin('A-paid');
  await stored.liveOn('A-paid', '2026-03-05T12:00:00+08:00');
  await stored.post('A-paid', 'paid-1', payment('P-1', 1_000n));
  await stored.takeTurn('A-paid');
  await stored.post('A-paid', 'paid-2', payment('P-2', 9_000_000n));
  await stored.takeTurn('A-paid');
}

async function promisedAndDisputed(stored: StoredWorld): Promise<void> {
  stored.setTime('2026-03-01T09:00:00+08:00');
  await stored.begin('A-word');
  const promise = { promiseId: 'PR-1', amountMinor: 5_000n, promisedOn: '2026-03-08' as never, by: 'clerk' };
  await stored.post('A-word', 'word-1', { command: { type: 'AgreePromise', ...promise } });
  await stored.liveOn('A-word', '2026-03-20T09:00:00+08:00');
  await stored.post('A-word', 'word-2', {
    fact: { type: 'DisputeReported', disputeId: 'DI-1', ground: 'amount', textId: null },
  });
  await stored.liveOn('A-word', '2026-03-25T09:00:00+08:00');
  const correctedBalance = { fees: 0n, interest: 0n, principal: 1_000_000n };
  await stored.post('A-word', 'word-3', {
    command: { type: 'ResolveDispute', disputeId: 'DI-1', upheld: true, correctedBalance, by: 'clerk' },
  });
  await stored.liveOn('A-word', '2026-04-25T09:00:00+08:00');
}

async function unreachableAndLate(stored: StoredWorld): Promise<void> {
  stored.setTime('2026-03-01T09:00:00+08:00');
  await stored.begin('A-late', { contactPoints: [{ kind: 'mobile', value: '+886912000000' }] });
  await stored.liveOn('A-late', '2026-03-05T23:00:00+08:00');
  const { next } = await stored.liveOn('A-late', '2026-03-05T23:30:00+08:00');
  if (next.do !== 'wait' || next.toDo?.type !== 'contactDebtor') throw new Error('No contact is waited for');
  stored.clock.nowMs = next.toDo.notAfter + 60_000;
  await stored.activities.contactDebtor('A-late' as never, next.toDo);
  await stored.liveOn('A-late', '2026-03-20T09:00:00+08:00');
  const [sent] = await stored.db.selectFrom('attempts').select('id').where('account_id', '=', 'A-late').execute();
  const report = { attemptId: sent!.id as AttemptId, status: 'delivered', code: '', providerRef: 'x' } as const;
  await stored.post('A-late', 'late-1', { fact: { type: 'DeliveryReported', ...report } });
  // This report names another account's contact: it is nothing to this one's list.
  await stored.post('A-late', 'late-2', callResult('A-word-4', 'busy'));
  await stored.takeTurn('A-late');
}

async function referred(stored: StoredWorld): Promise<void> {
  stored.setTime('2026-03-01T09:00:00+08:00');
  await stored.begin('A-legal', { dueOn: '2025-11-01' });
  await stored.liveOn('A-legal', '2026-03-20T09:00:00+08:00');
  await trackLetter(stored, 'A-legal', { status: 'delivered' });
  await stored.liveOn('A-legal', '2026-05-20T09:00:00+08:00');
  const approval = { referralId: 'A-legal-R1', consulted: 'counsel', by: 'legal' };
  await stored.post('A-legal', 'legal-approve', { command: { type: 'ApproveReferral', ...approval } });
  await stored.liveOn('A-legal', '2026-06-01T09:00:00+08:00');
  await stored.post('A-legal', 'legal-outcome', {
    fact: { type: 'LegalOutcomeReported', referralId: 'A-legal-R1', outcome: 'suitFiled' },
  });
  await stored.takeTurn('A-legal');
}

async function returnedAndSpoiled(stored: StoredWorld): Promise<void> {
  stored.setTime('2026-03-01T09:00:00+08:00');
  await stored.begin('A-back', { dueOn: '2025-11-01' });
  await stored.liveOn('A-back', '2026-03-10T09:00:00+08:00');
  await trackLetter(stored, 'A-back', { status: 'returned' });
  await stored.liveOn('A-back', '2026-04-10T09:00:00+08:00');
  await stored.post('A-back', 'back-write-off', { command: { type: 'WriteOff', because: 'small', by: 'clerk' } });
  await stored.liveOn('A-back', '2026-04-11T09:00:00+08:00');
}

async function mailedAndIll(stored: StoredWorld): Promise<void> {
  stored.setTime('2026-03-01T09:00:00+08:00');
  await stored.begin('A-ill', { dueOn: '2025-11-01' });
  await stored.liveOn('A-ill', '2026-03-20T09:00:00+08:00');
  await trackLetter(stored, 'A-ill', { status: 'mailed', mailNumber: 'RR123456785TW' });
  await stored.post('A-ill', 'ill-call', callResult(null, 'rightParty'));
  for (const holdId of ['H-1', 'H-2']) await stored.post('A-ill', `ill-${holdId}`, { fact: illness(holdId) });
  await stored.takeTurn('A-ill');
  const end = { type: 'HoldEndReported', holdId: 'H-1', because: 'well again', by: 'clerk' } as const;
  await stored.post('A-ill', 'ill-end', { fact: end });
  await stored.takeTurn('A-ill');
}

const illness = (holdId: string): Fact => ({
  type: 'HoldReported',
  holdId,
  kind: 'vulnerability',
  provenance: 'relative',
  by: 'clerk',
  reviewOn: null,
  textId: null,
});

type Tracked = { status: 'delivered' | 'returned' } | { status: 'mailed'; mailNumber: string };

async function trackLetter(stored: StoredWorld, id: string, tracked: Tracked): Promise<void> {
  const { register_number: registerNumber } = await stored.db
    .selectFrom('letters')
    .select('register_number')
    .where('account_id', '=', id)
    .executeTakeFirstOrThrow();
  await stored.post(id, `track-${registerNumber}`, { fact: { type: 'LetterTracked', registerNumber, ...tracked } });
  await stored.takeTurn(id);
}
