import { spoiledBy } from '../../domain/outdated';
import { plus, type Instant } from '../../domain/time';
import {
  contactsAt,
  day,
  dispute,
  entered,
  fraudClaim,
  given,
  issued,
  mailed,
  opened,
  payment,
  promise,
  taipei,
  factMessage,
} from './accounts';

const at = taipei('2026-04-01 10:00');
const owing = (principal: bigint) =>
  opened({ dueOn: day('2026-03-14'), balance: { fees: 0n, interest: 0n, principal }, arrearsMinor: principal });
const inNegotiation = entered('negotiation', taipei('2026-04-01 00:00'));

describe('no letter for a small balance [LETTER-MIN]', () => {
  test('at the floor none is written, a cent above it one is', () => {
    expect(given(owing(100_000n)).at(at).gate('letter')).toMatchObject({
      allowed: false,
      rule: 'LETTER-MIN',
      until: null,
    });
    expect(given(owing(100_001n)).at(at).gate('letter')).toMatchObject({
      allowed: true,
      contactPoint: { id: 'cp-address' },
    });
  });
  test('the floor is for letters alone', () => {
    expect(given(owing(1n)).at(at).gate('sms')).toMatchObject({ allowed: true });
  });
  test('a letter that may not be written is suppressed with its rule, and the ladder goes on', () => {
    const action = { type: 'issueLetter', rung: 'letter', notAfter: taipei('2026-04-01 20:00') } as const;
    const account = given(owing(100_000n), inNegotiation);
    const look = account.at(plus(taipei('2026-04-01 20:00'), -1)).lastLook(action);
    if (look.do !== 'record') throw new Error('The letter was not suppressed');
    expect(look.event).toMatchObject({
      type: 'ContactSuppressed',
      rung: 'letter',
      channel: 'letter',
      rule: 'LETTER-MIN',
    });
    expect(given(owing(100_000n), inNegotiation, look.event).account.rungsDone).toEqual(['letter']);
  });
  test('part of the debt paid between decision and letter counts: the balance of this moment decides', () => {
    const action = { type: 'issueLetter', rung: 'letter', notAfter: taipei('2026-04-01 20:00') } as const;
    const late = taipei('2026-04-01 19:00');
    expect(given(owing(150_000n), inNegotiation).at(late).lastLook(action)).toMatchObject({ do: 'contact' });
    const paid = given(owing(150_000n), inNegotiation).turn([factMessage(payment(50_000n, late), late)], late);
    expect(
      given(
        owing(150_000n),
        inNegotiation,
        paid.recorded.map(({ event }) => event),
      )
        .at(late)
        .lastLook(action),
    ).toMatchObject({
      do: 'record',
      event: { type: 'ContactSuppressed', rule: 'LETTER-MIN' },
    });
  });
});

describe('a channel is used only where there is an address for it [REACHABLE]', () => {
  test.each([
    ['sms', 'mobile'],
    ['email', 'email'],
    ['letter', 'address'],
  ] as const)('%s needs %s', (channel, kind) => {
    const only = (pointKind: typeof kind | 'home') =>
      given(opened({ contactPoints: [{ id: 'cp', kind: pointKind }] })).at(at);
    expect(only(kind).gate(channel)).toMatchObject({ allowed: true, contactPoint: { id: 'cp', kind } });
    expect(only('home').gate(channel)).toMatchObject({ allowed: false, rule: 'REACHABLE', until: null });
  });
  test('a call goes to the office first, then to the mobile, then home [FIRST-CALL]', () => {
    const points = (['home', 'mobile', 'office'] as const).map((kind) => ({ id: `cp-${kind}`, kind }));
    const calls = (contactPoints: typeof points) => given(opened({ contactPoints })).at(at).gate('call');
    expect(calls(points)).toMatchObject({ contactPoint: { kind: 'office' } });
    expect(calls(points.slice(0, 2))).toMatchObject({ contactPoint: { kind: 'mobile' } });
    expect(calls(points.slice(0, 1))).toMatchObject({ contactPoint: { kind: 'home' } });
    expect(calls([])).toMatchObject({ rule: 'REACHABLE' });
  });
  test('a debtor without the channel is not made to wait for caps or for the morning', () => {
    const night = taipei('2026-04-01 03:00');
    const unreachable = given(opened({ contactPoints: [] })).at(night);
    expect(unreachable.gate('sms', contactsAt('sms', plus(night, -1)))).toMatchObject({
      rule: 'REACHABLE',
      until: null,
    });
  });
});

describe('never a letter for an account that is settled, withdrawn or suspended [LETTER-CLOSED]', () => {
  const action = { type: 'issueLetter', rung: 'letter', notAfter: taipei('2026-04-01 20:00') } as const;
  const open = opened({ dueOn: day('2026-03-14') });
  const since: Instant = taipei('2026-04-01 19:00');
  const paid = {
    type: 'PaymentReceived',
    at: since,
    paymentId: 'p',
    amountMinor: 1_000_000n,
    paidAt: since,
    method: 'transfer',
    applied: { fees: 30_000n, interest: 70_000n, principal: 900_000n },
  } as const;
  const recalled = { type: 'AccountRecalled', at: since, because: 'soldByBank' } as const;

  test.each([
    ['paid', paid, 'LETTER-CLOSED'],
    ['recalled by the bank', recalled, 'LETTER-CLOSED'],
    ['disputed', dispute(since), 'DISPUTE'],
    ['claimed to be fraud', fraudClaim(since), 'FRAUD'],
    ['promised to be paid', promise(since, '2026-04-02'), 'PROMISE'],
  ] as const)('a debt that was %s between decision and letter gets none', (_, event, rule) => {
    expect(given(open, inNegotiation).at(since).lastLook(action)).toMatchObject({ do: 'contact' });
    expect(given(open, inNegotiation, event).at(since).lastLook(action)).toEqual({ do: 'nothing' });
    const unprinted = given(open, inNegotiation, issued('letter', since), event);
    expect(spoiledBy(unprinted.account, unprinted.policy, unprinted.account.letters[0]!)).toBe(rule);
    unprinted.at(since).next({ do: 'perform', action: { type: 'issueLetter', rung: 'letter', notAfter: since } });
  });
  test('a letter that names a balance which has changed is spoiled and written anew [AMOUNT]', () => {
    const part = { ...paid, amountMinor: 1n, applied: { fees: 1n, interest: 0n, principal: 0n } };
    const unprinted = given(open, inNegotiation, issued('letter', since), part);
    expect(spoiledBy(unprinted.account, unprinted.policy, unprinted.account.letters[0]!)).toBe('AMOUNT');
    const spoiled = { type: 'LetterSpoiled', at: since, registerNumber: 'S-letter', rule: 'AMOUNT' } as const;
    given(open, inNegotiation, issued('letter', since), part, spoiled)
      .at(since)
      .next({ do: 'perform', action: { ...action, type: 'issueLetter' } });
  });
  test('a letter to somebody who wants no letters any more is spoiled [CONSENT]', () => {
    const optedOut = { type: 'OptedOut', at: since, channel: 'letter', ref: 'call-1', provenance: 'debtor' } as const;
    const unprinted = given(open, inNegotiation, issued('letter', since), optedOut);
    expect(spoiledBy(unprinted.account, unprinted.policy, unprinted.account.letters[0]!)).toBe('CONSENT');
  });
  test('a letter that still may go is printed before anything else is done', () => {
    const unprinted = given(open, inNegotiation, issued('letter', since));
    expect(spoiledBy(unprinted.account, unprinted.policy, unprinted.account.letters[0]!)).toBeUndefined();
    unprinted.at(taipei('2026-06-01 12:00')).next({ do: 'perform' });
  });
  test('a spoiled letter was never read: its rung is open again', () => {
    const spoiled = { type: 'LetterSpoiled', at: since, registerNumber: 'S-letter', rule: 'DISPUTE' } as const;
    const { account } = given(open, inNegotiation, issued('letter', since), spoiled);
    expect(account.rungsDone).toEqual([]);
    expect(account.letters).toMatchObject([{ registerNumber: 'S-letter', state: 'spoiled' }]);
  });
  test('a letter that comes back late does not open its rung again while another one is on its way', () => {
    const first = [
      issued('letter', since, 'S-1'),
      { type: 'LetterReturned', at: since, registerNumber: 'S-1' },
    ] as const;
    expect(given(open, inNegotiation, ...first).account.rungsDone).toEqual([]);
    const again = [
      ...first,
      issued('letter', since, 'S-2'),
      { ...first[1], type: 'LetterDelivered' },
      first[1],
    ] as const;
    expect(given(open, inNegotiation, ...again).account.rungsDone).toEqual(['letter']);
  });
  test('a report about a letter nobody sent is noted', () => {
    given(open, ...mailed('letter', since))
      .hears({ type: 'LetterTracked', registerNumber: 'S-other', status: 'delivered' }, since)
      .noted('noSuchLetter');
  });
});
