import { createActivities } from '../../activities';
import { localOutbox } from '../../activities/adapters/localOutbox/localOutbox';
import type { LookUp, Messenger } from '../../activities/ports';
import type { AccountId } from '../../domain/brand';
import type { SendOutcome } from '../../domain/contactEvents';
import { claim } from '../../storage/effects';
import { eventually } from '../embedded/eventually';
import { dueContact } from '../storage/dueContact';
import { storedWorld, type StoredWorld } from '../storage/storedWorld';

/** What becomes of a call: the provider refuses it; it arrives, or not, and the worker dies before it hears so; its answer is lost. */
type Line = 'away' | 'arrivesUnheard' | 'isCutOff' | 'arrivesUnanswered';
/** What a provider in trouble answers, for a while. */
type Found = 'cannotTell' | 'nothing';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
});
afterAll(() => stored.drop());
beforeEach(() => stored.setTime('2026-03-01T09:00:00+08:00'));

/** The real outbox behind a line on which the calls go as told, and which answers the first questions by itself. */
function lineTo(outbox: Messenger, calls: (Line | Promise<SendOutcome>)[], answers: Found[]): Messenger {
  return {
    resendsSafely: outbox.resendsSafely,
    async lookUp(message, sentAfter, others): Promise<LookUp> {
      const found = answers.shift();
      return found ? { found } : outbox.lookUp(message, sentAfter, others);
    },
    async send(message) {
      const line = calls.shift();
      if (typeof line === 'object') return line;
      if (line === 'away') return { outcome: 'unavailable', code: 'http-429' };
      if (line === 'isCutOff') throw new Error('The worker was killed');
      const outcome = await outbox.send(message);
      if (line === 'arrivesUnheard') throw new Error('The worker was killed');
      return line === 'arrivesUnanswered' ? { outcome: 'unknown', code: 'timeout' } : outcome;
    },
  };
}

/** An account whose SMS is about to be sent over such a line. */
async function contactDue(id: string, calls: (Line | Promise<SendOutcome>)[], answers: Found[] = []) {
  const sms = lineTo(localOutbox(stored.outbox, 'sms'), calls, answers);
  const { world } = stored;
  const messengers = { ...world.ports.messengers, sms };
  const activities = createActivities({ ...world, ports: { ...world.ports, messengers }, callTimeoutMs: 50 });
  const action = await dueContact(stored, id);
  return { action, perform: () => activities.contactDebtor(id as AccountId, action) };
}

async function contactsOf(id: string): Promise<string[]> {
  const rows = await stored.db
    .selectFrom('journal')
    .select('type')
    .where('account_id', '=', id)
    .where('type', 'like', 'Contact%')
    .orderBy('version')
    .execute();
  return rows.map(({ type }) => type);
}

const nextTry = async (id: string): Promise<void> => {
  const { next } = await stored.takeTurn(id);
  if (next.do !== 'wait') throw new Error('Nothing is waited for');
  stored.clock.nowMs = next.wakeAt!;
};

describe('a call whose end nobody heard is asked after, even when its window has closed since [RECORD]', () => {
  test.each<[string, Line, readonly string[]]>([
    ['had arrived: it was sent', 'arrivesUnheard', ['ContactSent']],
    ['had not: it was missed', 'isCutOff', ['ContactUnavailable', 'ContactMissed']],
  ])('the second call %s', async (_, line, ending) => {
    const id = `Lost-${line}`;
    const { action, perform } = await contactDue(id, ['away', line]);
    await perform();
    await nextTry(id);
    await expect(perform()).rejects.toThrow('killed');

    stored.clock.nowMs = action.notAfter;
    expect((await stored.takeTurn(id)).next).toMatchObject({ do: 'perform', action });
    await perform();
    const begun = ['ContactReserved', 'ContactUnavailable', 'ContactTriedAgain'];
    expect((await contactsOf(id)).slice(0, begun.length + ending.length)).toEqual([...begun, ...ending]);
  });
});

/** A call that ends when and as the test says. */
function heldCall() {
  let end: (outcome: SendOutcome) => void = () => {};
  const call = new Promise<SendOutcome>((resolve) => (end = resolve));
  return { call, end };
}

describe('a call that ends after another worker has asked about it [RECORD]', () => {
  test.each<[string, SendOutcome, readonly string[]]>([
    ['was accepted after all: it was sent', { outcome: 'accepted', providerRef: 'late' }, ['ContactSent']],
    ['says nothing new: it is tried again in its time', { outcome: 'unavailable', code: 'late' }, []],
    ['was refused: the next try will hear so', { outcome: 'rejected', code: 'late' }, []],
  ])('%s', async (_, outcome, ending) => {
    const id = `Late-${outcome.outcome}`;
    const { call, end } = heldCall();
    const { perform } = await contactDue(id, [call]);
    const first = perform();
    await eventually('it was reserved', async () => (await contactsOf(id)).length === 1, 30_000);
    await perform();
    end(outcome);
    await first;
    expect((await contactsOf(id)).slice(0, 3)).toEqual(['ContactReserved', 'ContactUnavailable', ...ending]);
  });
});

test('a try of a build that wrote none down left its claim: the provider is asked, not called again [RECORD]', async () => {
  const { perform } = await contactDue('Claim-left', ['away', 'isCutOff']);
  await perform();
  await nextTry('Claim-left');
  const { id } = await stored.db
    .selectFrom('attempts')
    .select('id')
    .where('account_id', '=', 'Claim-left')
    .executeTakeFirstOrThrow();
  expect(await claim(stored.db, id, 1)).toBe(true);
  await perform();
  expect((await contactsOf('Claim-left')).slice(2)).toEqual(['ContactTriedAgain', 'ContactUnavailable']);
});

describe('a provider that does not know at once is asked again, three times in all [RECORD]', () => {
  test.each<[Found, number, string]>([
    ['cannotTell', 0, 'ContactSent'],
    ['cannotTell', 2, 'ContactSent'],
    ['cannotTell', 3, 'ContactOutcomeUnknown'],
    ['nothing', 2, 'ContactSent'],
    ['nothing', 3, 'ContactUnavailable'],
  ])('%s, %d times: %s', async (found, times, ending) => {
    const id = `Asked-${found}-${times}`;
    const { perform } = await contactDue(id, ['arrivesUnanswered'], Array(times).fill(found));
    await perform();
    expect((await contactsOf(id)).slice(0, 2)).toEqual(['ContactReserved', ending]);
  });
});
