import type { Account } from '../../domain/account';
import type { AccountId } from '../../domain/brand';
import type { Calendar } from '../../domain/calendar';
import { lastLook, type ContactAction, type LastLook } from '../../domain/contact';
import type { Refusal } from '../../domain/decide';
import type { AccountEvent, ReportedHold } from '../../domain/events';
import type { Command, Fact, FactOf, Message } from '../../domain/message';
import { nextStep } from '../../domain/nextStep';
import type { Cap, Caps, Channel, Policy } from '../../domain/policy';
import type { CountedContact } from '../../domain/rules/circumstances';
import { gate, type Verdict } from '../../domain/rules/gate';
import type { RuleId } from '../../domain/rules/ruleId';
import type { Intent } from '../../domain/rungs';
import type { Step } from '../../domain/step';
import { HOUR_MS, instant, type Instant } from '../../domain/time';
import { carryOn, listen, replay, type Policies } from '../../domain/turn';
import { day, factMessage, opened, taipei, type Events } from '../domain/accounts';
import { small } from '../domain/policies';

/** Holidays on Tuesday 10 and Wednesday 11 March, a make-up Saturday on the 14th; nobody knows the year after. */
export const march: Calendar = {
  id: 'march',
  version: '1',
  knownFrom: day('2026-01-01'),
  knownThrough: day('2026-12-31'),
  holidays: [day('2026-03-10'), day('2026-03-11')],
  workdays: [day('2026-03-14')],
};

const plenty: Cap = { perDay: 99, perWeek: 99 };
export const uncapped: Caps = {
  total: plenty,
  channels: { sms: plenty, email: plenty, call: plenty, letter: plenty },
  conversationsPerDay: null,
  unansweredPerDay: null,
  callsAboutDebt: null,
};

/** Open from 08:00 to 20:00, no caps, the holidays of `march`: each test changes what it is about. */
export const pack = (change: Partial<Policy> = {}): Policy => ({
  ...small,
  calendar: march,
  caps: uncapped,
  ...change,
});

const kinds = ['emergency', 'home', 'mobile', 'office', 'email', 'address'] as const;
/** One contact point of each kind, the least welcome first. */
export const everywhere = kinds.map((kind) => ({ id: `cp-${kind}`, kind }));

/** A call to the mobile that nobody answered, unless a test says otherwise. */
export const contact = (at: Instant, facts: Partial<CountedContact> = {}): CountedContact => ({
  accountId: 'A1' as AccountId,
  channel: 'call',
  at,
  contactPointId: 'cp-mobile',
  result: 'noAnswer',
  isInbound: false,
  ...facts,
});

export const otherAccount = 'A2' as AccountId;

/** A collection contact of an approved text. */
export function intentFor(channel: Channel, facts: Partial<Intent> = {}): Intent {
  const rung = { name: channel, afterDays: 0, channel, template: 'text' };
  return { name: channel, rung, purpose: 'collection', textId: null, byHand: null, ...facts };
}

export const holdReported = (kind: ReportedHold, facts: Partial<FactOf<'HoldReported'>> = {}): Fact => ({
  type: 'HoldReported',
  holdId: `hold-${kind}`,
  kind,
  provenance: 'debtor',
  by: 'clerk-1',
  reviewOn: null,
  textId: null,
  ...facts,
});

export const holdEnded = (holdId: string): Fact => ({
  type: 'HoldEndReported',
  holdId,
  because: 'it is over',
  by: 'clerk-1',
});

/** The life of an account up to a moment: what it hears and does next makes another one. */
export type Story = Readonly<{
  account: Account;
  journal: readonly AccountEvent[];
  /** What the last turn wrote down. */
  wrote: readonly AccountEvent[];
  and: (...events: Events) => Story;
  /** Heard as soon as it has come, unless a test says when it came. */
  hears: (fact: Fact, at: Instant, receivedAt?: Instant) => Story;
  obeys: (command: Command, at: Instant) => Story;
  refuses: (command: Command, at: Instant) => Refusal | null;
  at: (now: Instant) => Story;
  next: (now: Instant) => Step;
  asks: (channel: Channel, now: Instant, contacts?: readonly CountedContact[], intent?: Partial<Intent>) => Verdict;
  looks: (action: ContactAction, now: Instant, contacts?: readonly CountedContact[]) => LastLook;
}>;

/** An account under one pack, or under whichever pack its journal names. */
export function told(packs: Policy | Policies, ...events: Events): Story {
  const journal = events.flat();
  return storyOf(typeof packs === 'function' ? packs : () => packs, journal, journal);
}

function storyOf(policies: Policies, journal: readonly AccountEvent[], wrote: readonly AccountEvent[]): Story {
  const account = replay(journal);
  const policy = policies(account.policyHash);
  const turn = (messages: readonly Message[], now: Instant): { story: Story; refused: Refusal | null } => {
    const { draft, answers } = listen(account, messages, policies, now);
    const recorded = carryOn(draft, policies, now).recorded.map(({ event }) => event);
    return { story: storyOf(policies, [...journal, ...recorded], recorded), refused: answers[0]?.refused ?? null };
  };
  const command = (said: Command, at: Instant): Message => ({ id: '1', receivedAt: at, expiresAt: at, command: said });
  return {
    account,
    journal,
    wrote,
    and: (...events) => storyOf(policies, [...journal, ...events.flat()], events.flat()),
    hears: (fact, at, receivedAt = at) => turn([factMessage(fact, receivedAt)], at).story,
    obeys: (said, at) => {
      const { story, refused } = turn([command(said, at)], at);
      expect(refused).toBeNull();
      return story;
    },
    refuses: (said, at) => turn([command(said, at)], at).refused,
    at: (now) => turn([], now).story,
    next: (now) => nextStep(account, policy, now),
    asks: (channel, now, contacts = [], intent = {}) =>
      gate({ account, policy, channel, now, seen: { contacts }, intent: intentFor(channel, intent) }),
    looks: (action, now, contacts = []) => lastLook(account, policy, action, { contacts }, now),
  };
}

/** An account one day past due, on Monday 2 March 2026. */
export const debtor = (change: Partial<Policy> = {}, facts: Parameters<typeof opened>[0] = {}): Story =>
  told(pack(change), opened(facts));

export const before = (moment: Instant): Instant => instant(moment - 1);

/** What a contact waits for, and until when: a millisecond before that it is still refused, and from then on lawful. */
export function waitOf(ask: (now: Instant) => Verdict, now: string): readonly [RuleId, string] {
  const verdict = ask(taipei(now));
  if (verdict.allowed || verdict.until === null) throw new Error(`There is nothing to wait for at ${now}`);
  const { rule, until } = verdict;
  if (ask(before(until)).allowed)
    throw new Error(`At ${now} it waits until ${inTaipei(until)}, and may be made before`);
  if (!ask(until).allowed) throw new Error(`At ${now} it waits until ${inTaipei(until)}, when it may not be made`);
  return [rule, inTaipei(until)];
}

/** `2026-03-03 08:00`, with its seconds where it has some. */
const inTaipei = (at: Instant): string =>
  new Date(at + 8 * HOUR_MS)
    .toISOString()
    .replace('T', ' ')
    .replace(/(:00)?\.000Z$|Z$/, '');

/** Refused for good, as far as anybody knows. */
export const never = (rule: RuleId) => ({ allowed: false, rule, until: null });
