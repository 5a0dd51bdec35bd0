import { createActivities, type Activities } from '../activities';
import type { World } from '../activities/world';
import { reportFacts } from '../client/reportFacts';
import type { AccountId } from '../domain/brand';
import type { Action } from '../domain/step';
import { HOUR_MS, plus } from '../domain/time';
import { readSettings } from '../settings/readSettings';
import { workerVariables } from '../settings/variables';
import { connect, type Db } from '../storage/database';
import { loadPolicies } from '../storage/policies';
import type { Clock } from '../storage/rehearsalClock';
import { wirePorts } from '../worker/wirePorts';
import { countingProxy } from './countingProxy';
import type { Ground, Place } from './ground';
import { forEach, measure, type Cost } from './measure';
import { paymentFact, sampleAccounts } from './sampleAccounts';

/** As a worker that runs several workflows at once. */
const AT_ONCE = 8;
const COUNTED = 5;

type ContactAction = Extract<Action, { type: 'contactDebtor' }>;

export type Turns = Readonly<{
  opening: Cost;
  payment: Cost;
  wakeUp: Cost;
  /** A whole contact: last look, reservation, the call (a local outbox), its outcome. */
  contact: Cost;
  /** Counted at the socket: answers of the database that end with `ReadyForQuery`. */
  roundTrips: Readonly<{ opening: number; payment: number; wakeUp: number; contact: number }>;
}>;

/** Turns in the storage alone: load, decide, write, without any workflow. */
export async function turns(ground: Ground, place: Place, count: number): Promise<Turns> {
  const ids = sampleAccounts('turn', count, place.clock.now()).map(({ account }) => account.accountId);
  const { takeTurn } = createActivities(await worldOf(ground, place, place.db, place.clock));
  const pass = (): Promise<Cost> => measure(count, () => forEach(ids, AT_ONCE, (id) => takeTurn(id, Date.now())));

  await place.take(sampleAccounts('turn', count, place.clock.now()));
  const opening = await pass();
  await pay(place, ids);
  const payment = await pass();
  const wakeUp = await pass();
  const evening = createActivities(await worldOf(ground, place, place.db, nextEvening(place.clock)));
  const actions = await dueActions(evening, ids);
  const contact = await measure(count, () =>
    forEach(ids, AT_ONCE, (id) => evening.contactDebtor(id, actions.get(id)!)),
  );
  return { opening, payment, wakeUp, contact, roundTrips: await countRoundTrips(ground, place) };
}

async function countRoundTrips(ground: Ground, place: Place): Promise<Turns['roundTrips']> {
  const proxy = await countingProxy(place.url);
  const db = connect(proxy.url, { connections: 1 });
  try {
    const { takeTurn } = createActivities(await worldOf(ground, place, db, place.clock));
    const ids = sampleAccounts('counted', COUNTED, place.clock.now()).map(({ account }) => account.accountId);
    await place.take(sampleAccounts('counted', COUNTED, place.clock.now()));
    const counted = async (work: (id: AccountId) => Promise<unknown>): Promise<number> => {
      const before = proxy.count.roundTrips;
      await forEach(ids, 1, work);
      return (proxy.count.roundTrips - before) / COUNTED;
    };
    await counted(() => loadPolicies(db)); // the connection's own beginning is no turn's
    const opening = await counted((id) => takeTurn(id, Date.now()));
    await pay(place, ids);
    const payment = await counted((id) => takeTurn(id, Date.now()));
    const wakeUp = await counted((id) => takeTurn(id, Date.now()));

    const evening = createActivities(await worldOf(ground, place, db, nextEvening(place.clock)));
    const actions = await dueActions(evening, ids);
    const contact = await counted((id) => evening.contactDebtor(id, actions.get(id)!));
    return { opening, payment, wakeUp, contact };
  } finally {
    await db.destroy();
    await proxy.close();
  }
}

/** The contact that is due now for each account. */
async function dueActions({ takeTurn }: Activities, ids: readonly AccountId[]) {
  const actions = new Map<AccountId, ContactAction>();
  for (const id of ids) {
    const { next } = await takeTurn(id, Date.now());
    if (next.do !== 'perform' || next.action.type !== 'contactDebtor') throw new Error(`${id} has no contact to make`);
    actions.set(id, next.action);
  }
  return actions;
}

/** The clock stands in the night; 22 hours later the contact window is still open and every place in it has come. */
const nextEvening = (clock: Clock): Clock => ({
  now: () => plus(clock.now(), 22 * HOUR_MS),
  toDomain: (realMs) => plus(clock.toDomain(realMs), 22 * HOUR_MS),
  toReal: (at) => clock.toReal(plus(at, -22 * HOUR_MS)),
});

const pay = ({ db, clock }: Place, ids: readonly string[]) =>
  reportFacts(
    db,
    clock,
    ids.map((id) => paymentFact(id, 'payment', 1000n, clock.now())),
  );

/** The world that a worker would wire, on the given connection and clock. */
async function worldOf(ground: Ground, place: Place, db: Db, clock: Clock): Promise<World> {
  const settings = readSettings(workerVariables, {
    DATABASE_URL: place.url,
    TEMPORAL_ADDRESS: ground.parts.temporalAddress,
    ARREARS_MASTER_KEY: place.masterKey,
    ARREARS_OUTBOX: `${ground.folder}/turns`,
  });
  return {
    db,
    clock,
    policies: await loadPolicies(place.db),
    master: place.master,
    ports: wirePorts(settings),
    build: 'bench',
    callTimeoutMs: 10_000,
  };
}
