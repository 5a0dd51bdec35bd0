import type { Account } from '../../domain/account';
import type { AccountId, AttemptId, DebtorId, PolicyHash } from '../../domain/brand';
import { lastLook, type ContactAction, type LastLook } from '../../domain/contact';
import { decide, type Decision } from '../../domain/decide';
import type { AccountEvent, EventOf, Proof } from '../../domain/events';
import { hear } from '../../domain/hear';
import type { Command, Fact, Message } from '../../domain/message';
import { nextStep } from '../../domain/nextStep';
import type { Channel, Policy } from '../../domain/policy';
import type { Circumstances, CountedContact } from '../../domain/rules/circumstances';
import { gate } from '../../domain/rules/gate';
import { nextLawfulWindow } from '../../domain/rules/windows';
import type { Intent } from '../../domain/rungs';
import { spread } from '../../domain/spread';
import type { Step } from '../../domain/step';
import { instant, type Day, type Instant, type TimeZone } from '../../domain/time';
import { carryOn, listen, replay, type Turn } from '../../domain/turn';
import { policyOf } from './policies';

export const taipei = (text: string): Instant => instant(Date.parse(`${text.replace(' ', 'T')}+08:00`));
export const day = (text: string): Day => text as Day;
export const zone = (text: string): TimeZone => text as TimeZone;

/** An account one day past due with 9,000.00 in principal, 700.00 in interest and 300.00 in fees, 4,000.00 in arrears. */
export const opened = (facts: Partial<EventOf<'AccountOpened'>> = {}): EventOf<'AccountOpened'> => ({
  type: 'AccountOpened',
  at: taipei('2026-03-02 06:00'),
  accountId: 'A1' as AccountId,
  debtorId: 'D1' as DebtorId,
  product: 'credit-card',
  jurisdiction: 'TW',
  currency: 'TWD',
  balance: { fees: 30_000n, interest: 70_000n, principal: 900_000n },
  arrearsMinor: 400_000n,
  dueOn: day('2026-03-01'),
  timeZone: zone('Asia/Taipei'),
  language: 'en',
  contactPoints: [
    { id: 'cp-mobile', kind: 'mobile' },
    { id: 'cp-email', kind: 'email' },
    { id: 'cp-address', kind: 'address' },
  ],
  policyHash: 'small' as PolicyHash,
  segment: { risk: 'low', behaviour: 'hard to reach', size: 'medium' },
  repaymentHistory: [0, 0, 0],
  stage: 'reminder',
  plan: { goal: 'the arrears are paid', channels: ['sms'], endsOn: day('2026-03-12') },
  ...facts,
});

const proof: Proof = { asked: ['FREQUENCY'], timeZone: zone('Asia/Taipei'), window: null, counts: [] };
const [template, templateVersion, balanceMinor] = ['text', 1, 1_000_000n] as const;

export const attemptId = (text: string): AttemptId => text as AttemptId;

export const reserved = (rung: string, at: Instant, facts: Partial<EventOf<'ContactReserved'>> = {}): AccountEvent => ({
  type: 'ContactReserved',
  at,
  attemptId: attemptId(`try-${rung}`),
  rung,
  purpose: 'collection',
  channel: 'sms',
  contactPointId: 'cp-mobile',
  template,
  templateVersion,
  textSha256: 'a'.repeat(64),
  balanceMinor,
  notAfter: instant(at + 60 * 60_000),
  proof,
  ...facts,
});
/** A contact that was reserved and sent in the same moment: its rung is behind us. */
export const contacted = (rung: string, at: Instant): AccountEvent[] => [
  reserved(rung, at),
  { type: 'ContactSent', at, attemptId: attemptId(`try-${rung}`), providerRef: 'p' },
];
export const issued = (rung: string, at: Instant, registerNumber = `S-${rung}`): AccountEvent => ({
  type: 'LetterIssued',
  at,
  registerNumber,
  rung,
  purpose: 'collection',
  byHand: null,
  contactPointId: 'cp-address',
  template,
  templateVersion,
  textSha256: 'a'.repeat(64),
  balanceMinor,
  proof,
});
/** A letter that left the print house. */
export const mailed = (rung: string, at: Instant, registerNumber = `S-${rung}`): AccountEvent[] => [
  issued(rung, at, registerNumber),
  { type: 'LetterPrinted', at, registerNumber, providerRef: 'p', sha256: 'b'.repeat(64) },
];
export const entered = (stage: Account['stage'], at: Instant): AccountEvent => ({
  type: 'StageEntered',
  at,
  stage,
  because: 'a test says so',
});
export const dispute = (at: Instant): AccountEvent => ({
  type: 'DisputeRaised',
  at,
  disputeId: 'dispute-1',
  ground: 'not my spending',
  textId: null,
});
export const disputeRejected = (at: Instant): AccountEvent => ({
  type: 'DisputeResolved',
  at,
  disputeId: 'dispute-1',
  upheld: false,
  balance: { fees: 30_000n, interest: 70_000n, principal: 900_000n },
  by: 'clerk-1',
});
export const fraudClaim = (at: Instant): AccountEvent => ({
  type: 'FraudClaimed',
  at,
  claimId: 'claim-1',
  textId: null,
});
export const fraudDecided = (at: Instant, confirmed = false): AccountEvent => ({
  type: 'FraudDecided',
  at,
  claimId: 'claim-1',
  confirmed,
  decidedOn: null,
});
export const promise = (at: Instant, promisedOn: string, amountMinor = 100_000n): AccountEvent => ({
  type: 'PromiseMade',
  at,
  promiseId: 'promise-1',
  amountMinor,
  promisedOn: day(promisedOn),
  by: 'clerk-1',
});

export const payment = (amountMinor: bigint, at: Instant, paymentId = 'payment-1'): Fact => ({
  type: 'PaymentReported',
  paymentId,
  amountMinor,
  currency: 'TWD',
  paidAt: at,
  method: 'transfer',
});

export const contactsAt = (channel: CountedContact['channel'], ...moments: readonly Instant[]): CountedContact[] =>
  moments.map((at) => ({ ...byUs, channel, at }));
const byUs = { accountId: 'A1' as AccountId, contactPointId: null, result: null, isInbound: false };

export const factMessage = (fact: Fact, receivedAt: Instant, id = '1'): Message => ({ id, receivedAt, fact });

/** Where in a window an account's rung has its place. */
export function placeOf(account: Account, policy: Policy, rung: string, at: Instant): Instant {
  const window = nextLawfulWindow(account, policy, at);
  if (typeof window === 'string') throw new Error(`No lawful window: ${window}`);
  const { opensAt, closesAt } = window;
  return instant(opensAt + Math.floor(spread(`${account.id}/${rung}`) * 0.5 * (closesAt - opensAt)));
}

/** A stage that ends outside the window is left with the first contact of the next one, in its place. */
export function leftFor(next: 'negotiation' | 'disposal', end: Instant): Instant {
  const { account, policy } = given(opened());
  return placeOf(account, policy, policy.stages[next].ladder[0]!.name, end);
}

export type Events = readonly (AccountEvent | readonly AccountEvent[])[];

const nobody: Circumstances = { contacts: [] };

/** A collection contact on this channel, with any text of the pack. */
export function intentOn(channel: Channel, policy: Policy, facts: Partial<Intent> = {}): Intent {
  const rung = { name: channel, afterDays: 0, channel, template: Object.keys(policy.templates)[0]! };
  return { name: channel, rung, purpose: 'collection', textId: null, byHand: null, ...facts };
}

/**
 * given(events).at(time).next(step), .when(command, at).leadsTo(decision), .hears(fact, at).leadsTo(...events): the account
 * that the events tell, under the policy that it names.
 */
export function given(...events: Events) {
  const account = replay(events.flat());
  const policy = policyOf(account.policyHash);
  return {
    account,
    policy,
    at: (now: Instant) => ({
      next: (expected: Partial<Step>) => expect(nextStep(account, policy, now)).toMatchObject(expected),
      step: (): Step => nextStep(account, policy, now),
      turn: (): Turn => carryOn({ account, recorded: [] }, policyOf, now),
      gate: (channel: Channel, contacts: readonly CountedContact[] = [], intent = intentOn(channel, policy)) =>
        gate({ account, policy, intent, channel, seen: { contacts }, now }),
      lastLook: (action: ContactAction, seen = nobody): LastLook => lastLook(account, policy, action, seen, now),
    }),
    when: (command: Command, at: Instant) => ({
      leadsTo: (expected: Decision) => expect(decide(account, policy, command, at)).toEqual(expected),
      decided: (): Decision => decide(account, policy, command, at),
    }),
    hears: (fact: Fact, at: Instant) => ({
      leadsTo: (...expected: readonly AccountEvent[]) => expect(hear(account, policy, fact, at, at)).toEqual(expected),
      noted: (because: string) =>
        expect(hear(account, policy, fact, at, at)).toEqual([{ type: 'FactNoted', at, kind: fact.type, because }]),
    }),
    /** Hears messages at `now`, then goes on as a turn of the service would. */
    turn: (messages: readonly Message[], now: Instant) => {
      const { draft, answers } = listen(account, messages, policyOf, now);
      return { ...carryOn(draft, policyOf, now), answers };
    },
  };
}
