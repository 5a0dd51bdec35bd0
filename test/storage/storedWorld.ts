import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createActivities } from '../../activities';
import { folderLawFirm } from '../../activities/adapters/lawFirm/folderLawFirm';
import { printHouseOutbox } from '../../activities/adapters/letter/printHouseOutbox';
import { localOutbox } from '../../activities/adapters/localOutbox/localOutbox';
import type { TurnResult } from '../../activities/turnResult';
import type { World } from '../../activities/world';
import type { AccountId, AttemptId, PolicyHash } from '../../domain/brand';
import type { CallResult } from '../../domain/events';
import type { Command, Fact } from '../../domain/message';
import type { PolicyInForce } from '../../domain/policy';
import { DAY_MS, instant } from '../../domain/time';
import { handOver, type HandOver } from '../../storage/handOver';
import { postMessages, type Posted } from '../../storage/inbox';
import { postFacts } from '../../storage/postFacts';
import { masterKeyFrom } from '../../storage/personalData';
import { loadPolicies } from '../../storage/policies';
import { freshDatabase } from '../setup/freshDatabase';
import { handedOver } from './handedOver';

export const MASTER = masterKeyFrom(Buffer.alloc(32, 7).toString('base64'));
export const ms = (iso: string) => instant(Date.parse(iso));

/** Activities on a database of their own, with providers that are folders and a clock that a test sets. */
export async function storedWorld() {
  const database = await freshDatabase();
  const outbox = await mkdtemp(join(tmpdir(), 'arrears-stored-'));
  const clock = { nowMs: Date.parse('2026-03-01T09:00:00+08:00') };
  const setTime = (iso: string): void => void (clock.nowMs = Date.parse(iso));
  const world: World = {
    db: database.db,
    policies: await loadPolicies(database.db),
    clock: { now: () => instant(clock.nowMs), toDomain: instant, toReal: Number },
    master: MASTER,
    ports: {
      messengers: {
        sms: localOutbox(outbox, 'sms'),
        email: localOutbox(outbox, 'email'),
        call: localOutbox(outbox, 'call'),
      },
      printHouse: printHouseOutbox(join(outbox, 'letters')),
      lawFirm: folderLawFirm(join(outbox, 'legal')),
    },
    build: 'test',
    callTimeoutMs: 2_000,
  };
  const drop = async (): Promise<void> => {
    await database.drop();
    await rm(outbox, { recursive: true });
  };
  return { ...database, outbox, world, clock, setTime, drop, ...waysToLive(world, clock, taiwanese(database.packs)) };
}

const taiwanese = (packs: readonly PolicyInForce[]): PolicyHash =>
  packs.find(({ policy }) => policy.id === 'tw-bank-card')!.hash;

export type StoredWorld = Awaited<ReturnType<typeof storedWorld>>;

function waysToLive(world: World, clock: { nowMs: number }, policyHash: PolicyHash) {
  const activities = createActivities(world);
  const takeTurn = (id: string) => activities.takeTurn(id as AccountId, clock.nowMs);
  const take = (accounts: readonly HandOver[]): Promise<Posted[]> =>
    world.db.transaction().execute((trx) => handOver(trx, MASTER, policyHash, instant(clock.nowMs), accounts));

  const post = async (accountId: string, externalId: string, content: { fact: Fact } | { command: Command }) => {
    const message = { accountId, source: 'test', externalId, receivedAt: instant(clock.nowMs) };
    const [posted] =
      'fact' in content
        ? await postFacts(world.db, [{ ...message, ...content }])
        : await postMessages(world.db, [{ ...message, ...content, expiresAt: instant(clock.nowMs + DAY_MS) }]);
    return posted!;
  };

  /** Lives until a moment: performs what is due and sleeps from wake-up to wake-up. Gives the last turn's result. */
  const liveOn = async (id: string, until: string): Promise<TurnResult> => {
    const untilMs = Date.parse(until);
    let result = await takeTurn(id);
    for (let turns = 0; turns < 200; turns++) {
      const { next } = result;
      if (next.do === 'rest') return result;
      if (next.do === 'perform') {
        result = await perform(id as AccountId, next.action);
        continue;
      }
      const isOver = next.wakeAt === null || next.wakeAt > untilMs;
      clock.nowMs = isOver ? untilMs : next.wakeAt;
      if (isOver) return result;
      result = await takeTurn(id);
    }
    throw new Error('The account does not come to rest');
  };

  const perform = (id: AccountId, action: Extract<TurnResult['next'], { do: 'perform' }>['action']) => {
    if (action.type === 'contactDebtor') return activities.contactDebtor(id, action);
    if (action.type === 'issueLetter') return activities.issueLetter(id, action);
    return activities.referToLegal(id, action);
  };

  /** An account that was handed over and has taken its first turn. */
  const begin = async (accountId: string, changes: Parameters<typeof handedOver>[1] = {}): Promise<TurnResult> => {
    await take([handedOver(accountId, changes)]);
    return takeTurn(accountId);
  };
  return { activities, takeTurn, take, post, liveOn, begin };
}

/** A payment as the bank reports it. */
export const payment = (paymentId: string, amountMinor: bigint): { fact: Fact } => ({
  fact: {
    type: 'PaymentReported',
    paymentId,
    amountMinor,
    currency: 'TWD',
    paidAt: ms('2026-03-01T08:00:00+08:00'),
    method: 'transfer',
  },
});

/** How a call went, as a collector reports it; without an attempt it is the debtor who called. */
export const callResult = (attemptId: string | null, result: CallResult): { fact: Fact } => ({
  fact: {
    type: 'CallResultReported',
    attemptId: attemptId as AttemptId | null,
    result,
    textId: null,
    by: 'collector-1',
    attitude: 'evasive',
    recordingRef: 'recording-1',
    identityVerified: result === 'rightParty',
  },
});
