import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { reportFacts } from '../client/reportFacts';
import { spread } from '../domain/spread';
import { DAY_MS, plus, type Instant } from '../domain/time';
import { cpuMsOfAll } from './cpu';
import { openPlace, startOurWorker, type Ground, type Place } from './ground';
import { historyOf, type LifeHistory } from './lifeHistory';
import { idleCpu, median } from './measure';
import { BALANCE_MINOR, paymentFact, sampleAccount } from './sampleAccounts';
import type { Sizes } from './sizes';

/** When, as parts of a life, and how much, as fifths of the balance, a debtor pays: on days without a contact. The last settles. */
const PAYMENTS = [
  { after: 0.22, fifths: 1n },
  { after: 0.5, fifths: 1n },
  { after: 0.75, fifths: 1n },
  { after: 1, fifths: 2n },
] as const;
const LETTER_TAKES_MS = 3 * DAY_MS;
const EARLY = 0.5;
const LOOK_EVERY_MS = 200;
const QUIET_MS = 2_000;
const MAY_BE_LATE_MS = 20 * DAY_MS;
/** Accounts of one age would all wake on the same days, and a rehearsed day is short: they would wait for each other. */
const BORN_WITHIN_MS = 7 * DAY_MS;

export type Lives = Readonly<{
  lived: number;
  /** Lives that came to all twelve contacts and four payments; the medians below are theirs, or else of all. */
  whole: number;
  contacts: number;
  payments: number;
  windowsMissed: number;
  seconds: number;
  /** Of all processes; what they take while nothing happens is not in it. */
  cpuMsPerLife: number | null;
  events: number;
  bytes: number;
  runs: number;
  eventsByType: Readonly<Record<string, number>>;
}>;

type Life = LifeHistory & Readonly<{ contacts: number; payments: number }>;

/** Lets accounts live a whole life under the rehearsal clock, on a database and a worker of their own. */
export async function lives(ground: Ground, sizes: Sizes): Promise<Lives> {
  const place = await openPlace(ground, 'lives', (sizes.daysPerSecond * DAY_MS) / 1000);
  const worker = await startOurWorker(ground, place, 'bench-lives');
  try {
    const rungs = Object.values(place.policy.stages).flatMap(({ ladder }) => ladder.map(({ name }) => name));
    const ids = earlyNames(sizes.lives, rungs);
    const over = live(place, ids, place.clock.toDomain(Date.now() + QUIET_MS), sizes.lifeDays);
    // What watching costs while nobody lives yet is no cost of a life.
    const [idleMsPerSecond] = await Promise.all([
      idleCpu(QUIET_MS - LOOK_EVERY_MS),
      Promise.race([over, pause(QUIET_MS)]),
    ]);
    const cpuBefore = cpuMsOfAll();
    const startedAt = performance.now();
    await over;
    const seconds = (performance.now() - startedAt) / 1000;
    const cpuAfter = cpuMsOfAll();
    const known = cpuBefore !== null && cpuAfter !== null && idleMsPerSecond !== null;
    const cpuMsPerLife = known ? (cpuAfter - cpuBefore - idleMsPerSecond * seconds) / ids.length : null;
    return { ...(await toldBy(ground, place, ids)), seconds, cpuMsPerLife };
  } finally {
    await worker.stop();
    await place.db.destroy();
  }
}

/** Ids whose contacts all have their place early in the window, so that a busy machine may be late by most of it. */
function earlyNames(count: number, rungs: readonly string[]): string[] {
  const run = randomUUID().slice(0, 8);
  const names: string[] = [];
  for (let i = 0; names.length < count; i++) {
    const name = `life-${run}-${i}`;
    if (rungs.every((rung) => spread(`${name}/${rung}`) < EARLY)) names.push(name);
  }
  return names;
}

/** The world outside: the bank hands over, debtors pay, the post delivers letters. Ends when every account is closed. */
async function live(place: Place, ids: readonly string[], beginAt: Instant, lifeDays: number): Promise<void> {
  const { clock } = place;
  const due = ids
    .flatMap((id, i) => happeningsOf(place, id, i, plus(beginAt, (i / ids.length) * BORN_WITHIN_MS), lifeDays))
    .sort((a, b) => a.at - b.at);
  const giveUpAt = due.at(-1)!.at + MAY_BE_LATE_MS;
  while (due.length > 0 || !(await areClosed(place))) {
    const now = clock.now();
    if (now > giveUpAt) throw new Error('The lives did not end in time: the machine is too busy for this speed');
    while (due[0] && due[0].at <= now) await due.shift()!.happen();
    await deliverLetters(place, now);
    await pause(LOOK_EVERY_MS);
  }
}

/** One life as the bank and the debtor see it. */
function happeningsOf(place: Place, id: string, i: number, bornAt: Instant, lifeDays: number) {
  const payments = PAYMENTS.map(({ after, fifths }, n) => {
    const at = plus(bornAt, lifeDays * after * DAY_MS);
    const fact = paymentFact(id, `payment-${n + 1}`, (BALANCE_MINOR * fifths) / 5n, at);
    return { at, happen: (): Promise<unknown> => reportFacts(place.db, place.clock, [fact]) };
  });
  return [{ at: bornAt, happen: () => place.take([sampleAccount(id, i, bornAt)]) }, ...payments];
}

async function deliverLetters({ db, clock }: Place, now: Instant): Promise<void> {
  const printed = await db
    .selectFrom('letters')
    .select(['register_number', 'account_id'])
    .where('status', '=', 'printed')
    .where('issued_at', '<', new Date(now - LETTER_TAKES_MS))
    .execute();
  const facts = printed.map(({ register_number: registerNumber, account_id: accountId }) => ({
    accountId,
    source: 'bench',
    externalId: `${registerNumber}-track`,
    fact: { type: 'LetterTracked' as const, registerNumber, status: 'delivered' as const },
  }));
  await reportFacts(db, clock, facts);
}

async function areClosed({ db }: Place): Promise<boolean> {
  const open = await db.selectFrom('accounts').select('id').where('status', '!=', 'closed').limit(1).execute();
  return open.length === 0;
}

async function toldBy(ground: Ground, place: Place, ids: readonly string[]) {
  const all: Life[] = [];
  for (const id of ids) all.push({ ...(await historyOf(ground.client, id)), ...(await journalOf(place, id)) });
  const whole = all.filter(({ contacts, payments }) => contacts === 12 && payments === 4);
  const shown = whole.length > 0 ? whole : all;
  const middle = (pick: (life: Life) => number): number => median(shown.map(pick));
  const events = middle((life) => life.events);
  const typical = shown.find((life) => life.events === Math.floor(events)) ?? shown[0]!;
  const missed = await place.db.selectFrom('attempts').select('id').where('status', '=', 'missed').execute();
  return {
    lived: all.length,
    whole: whole.length,
    contacts: middle((life) => life.contacts),
    payments: middle((life) => life.payments),
    windowsMissed: missed.length,
    events,
    bytes: middle((life) => life.bytes),
    runs: middle((life) => life.runs),
    eventsByType: typical.eventsByType,
  };
}

/** Contacts and payments as the journal has them: messages that the provider took, and letters that were printed. */
async function journalOf({ db }: Place, id: string) {
  const rows = await db.selectFrom('journal').select('type').where('account_id', '=', id).execute();
  const count = (...types: string[]): number => rows.filter(({ type }) => types.includes(type)).length;
  return { contacts: count('ContactSent', 'LetterPrinted'), payments: count('PaymentReceived') };
}
