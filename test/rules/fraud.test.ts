import type { ReportedHold } from '../../domain/events';
import type { Fact } from '../../domain/message';
import { DAY_MS, HOUR_MS, plus } from '../../domain/time';
import {
  attemptId,
  contacted,
  day,
  dispute,
  given,
  mailed,
  opened,
  placeOf,
  promise,
  reserved,
  taipei,
} from '../domain/accounts';
import { before, debtor, holdEnded, holdReported, never, pack, type Story } from './questions';

const at = taipei('2026-03-03 10:00');
const claim: Fact = { type: 'FraudClaimReported', claimId: 'claim-1', textId: null };
const statement = { type: 'FraudStatementArrived', claimId: 'claim-1' } as const;
const decided = (confirmed: boolean, decidedOn: string | null = null): Fact => ({
  type: 'FraudDecisionReported',
  claimId: 'claim-1',
  confirmed,
  decidedOn: decidedOn === null ? null : day(decidedOn),
});
const sent = (story: Story, rung: string, channel: 'sms' | 'email', now = at): Story =>
  story.and(reserved(rung, now, { purpose: 'fraudStatement', channel }), {
    type: 'ContactSent',
    at: now,
    attemptId: attemptId(`try-${rung}`),
    providerRef: 'p',
  });
const reminded = debtor().and(contacted('sms', taipei('2026-03-02 12:00')));
const claimed = reminded.hears(claim, at);
const forStatement = { purpose: 'fraudStatement' } as const;

describe('collection stops when the debtor denies having applied, and only the statement is asked for [FRAUD]', () => {
  test('on every channel', () => {
    for (const channel of ['sms', 'email', 'call', 'letter'] as const) {
      expect(reminded.asks(channel, at)).toMatchObject({ allowed: true });
      expect(claimed.asks(channel, at)).toMatchObject(never('FRAUD'));
      expect(claimed.asks(channel, at, [], forStatement)).toMatchObject({ allowed: true });
    }
  });
  test('the statement is asked for at once, by its own ladder and text', () => {
    const step = claimed.next(at);
    const action = {
      type: 'contactDebtor',
      rung: 'statement-sms',
      channel: 'sms',
      notAfter: taipei('2026-03-03 20:00'),
    } as const;
    expect(step).toEqual({ do: 'perform', action });
    expect(claimed.looks(action, at)).toMatchObject({
      do: 'contact',
      script: 'fraud-statement',
      intent: { purpose: 'fraudStatement' },
    });
    expect(reminded.looks(action, at)).toEqual({ do: 'nothing' });
  });
  test('a claim that comes at night is answered in the morning [HOURS]', () => {
    const night = reminded.hears(claim, taipei('2026-03-03 20:00'));
    const until = placeOf(night.account, pack(), 'statement-sms', taipei('2026-03-04 00:00'));
    expect(night.next(taipei('2026-03-03 20:00'))).toMatchObject({ do: 'wait', until });
  });
  test('it is chased: by e-mail after three days, by letter after seven', () => {
    const first = sent(claimed, 'statement-sms', 'sms');
    const email = placeOf(first.account, pack(), 'statement-email', taipei('2026-03-06 00:00'));
    expect(first.next(at)).toMatchObject({ until: email, toDo: { rung: 'statement-email', channel: 'email' } });
    expect(first.next(before(email))).toMatchObject({ do: 'wait' });
    expect(first.next(email)).toMatchObject({ do: 'perform', action: { rung: 'statement-email' } });
    const second = sent(first, 'statement-email', 'email', email);
    // The seventh day is a holiday, and so is the next.
    const letter = placeOf(second.account, pack(), 'statement-letter', taipei('2026-03-12 00:00'));
    expect(second.next(email)).toMatchObject({
      until: letter,
      toDo: { type: 'issueLetter', rung: 'statement-letter' },
    });
    const all = second.and(mailed('statement-letter', letter).map((event) => ({ ...event, ...purposeOf(event.type) })));
    expect(all.account.fraud).toMatchObject({ rungsDone: ['statement-sms', 'statement-email', 'statement-letter'] });
    expect(all.account.rungsDone).toEqual(['sms']);
  });
  const purposeOf = (type: string) => (type === 'LetterIssued' ? forStatement : {});

  test('what has arrived is not asked for any more, and the bank decides, however long that takes', () => {
    const received = claimed.hears(statement, at);
    expect(received.next(at)).toMatchObject({ do: 'wait', toDo: null });
    expect(received.next(taipei('2026-03-12 12:00'))).toMatchObject({ do: 'wait', toDo: null });
    expect(received.asks('sms', at)).toMatchObject(never('FRAUD'));
  });
  test('only the statement of the open claim is one, and once', () => {
    given(opened()).hears(statement, at).noted('noOpenFraudClaim');
    expect(claimed.hears({ ...statement, claimId: 'claim-2' }, at).wrote).toMatchObject([
      { type: 'FactNoted', because: 'noOpenFraudClaim' },
    ]);
    const twice = claimed.hears(statement, at).hears(statement, plus(at, 5 * DAY_MS));
    expect(twice.wrote).toMatchObject([{ type: 'FactNoted', because: 'alreadyKnown' }]);
    expect(twice.account.fraud).toMatchObject({ statementAt: at });
    expect(claimed.hears(claim, at).wrote).toMatchObject([{ type: 'FactNoted', because: 'fraudAlreadyClaimed' }]);
  });
});

describe('the statement is asked for in spite of a dispute or an agreement, and not in spite of need [FRAUD]', () => {
  const statementIsDue = (story: Story) => {
    const step = story.next(taipei('2026-03-03 19:00'));
    return step.do === 'perform' && step.action.type === 'contactDebtor' && step.action.rung === 'statement-sms';
  };
  test('during a dispute, a promise and an arrangement it is', () => {
    expect(statementIsDue(reminded.and(dispute(at)).hears(claim, at))).toBe(true);
    expect(statementIsDue(reminded.and(promise(at, '2026-03-20')).hears(claim, at))).toBe(true);
    const agreed = { type: 'ArrangementAgreed', at, arrangementId: 'a', method: 'transfer', by: 'clerk-1' } as const;
    const instalments = [{ dueOn: day('2026-04-01'), amountMinor: 1n }];
    expect(statementIsDue(reminded.and({ ...agreed, instalments }).hears(claim, at))).toBe(true);
  });
  test.each<ReportedHold>(['death', 'bankruptcy', 'vulnerability', 'complaint', 'hardship'])(
    'during a hold for %s it is not, and after it, it is',
    (kind) => {
      const held = claimed.hears(holdReported(kind), at);
      expect(statementIsDue(claimed)).toBe(true);
      expect(statementIsDue(held)).toBe(false);
      expect(held.asks('sms', at, [], forStatement)).toMatchObject({ allowed: false, until: null });
      expect(statementIsDue(held.hears(holdEnded(`hold-${kind}`), plus(at, HOUR_MS)))).toBe(true);
    },
  );
});

describe('who is late is told of to a person [FRAUD]', () => {
  const late = (story: Story, now: number) =>
    story.at(now as never).wrote.map((event) => ('kind' in event ? event.kind : ''));
  test('a statement that has not come by the end of the fourteenth day', () => {
    const deadline = taipei('2026-03-17 00:00');
    expect(late(claimed, before(deadline))).toEqual([]);
    expect(late(claimed, deadline)).toEqual(['fraudStatementIsLate']);
    expect(claimed.at(deadline).wrote).toMatchObject([
      { type: 'Escalated', ref: 'claim-1', rule: 'FRAUD', at: deadline },
    ]);
    expect(late(claimed.at(deadline), taipei('2026-06-01 12:00'))).toEqual([]);
  });
  test('that day is not slept through, whatever the account waits for', () => {
    const all = sent(sent(claimed, 'statement-sms', 'sms'), 'statement-email', 'email').and(
      mailed('statement-letter', at).map((event) =>
        event.type === 'LetterIssued' ? { ...event, ...forStatement } : event,
      ),
    );
    expect(all.next(at)).toMatchObject({ do: 'wait', until: taipei('2026-03-17 00:00') });
  });
  test('the statement settles it when it comes after all', () => {
    const received = claimed.at(taipei('2026-03-17 00:00')).hears(statement, taipei('2026-03-18 10:00'));
    expect(received.account.escalations).toEqual([]);
  });
  test('a bank that has not decided by the end of the tenth day from the statement', () => {
    const received = claimed.hears(statement, taipei('2026-03-05 23:59'));
    const deadline = taipei('2026-03-15 00:00');
    expect(late(received, before(deadline))).toEqual([]);
    expect(late(received, deadline)).toEqual(['fraudDecisionIsLate']);
    expect(late(received, taipei('2026-03-17 00:00'))).toEqual(['fraudDecisionIsLate']);
    const answered = received.at(deadline).hears(decided(false), deadline);
    expect(answered.account).toMatchObject({ escalations: [], holds: [], fraud: null });
  });
});

describe('the bank decides, and nobody else [FRAUD]', () => {
  test('confirmed: the account is withdrawn in the same turn', () => {
    const { wrote, account } = claimed.hears(decided(true, '2026-03-03'), at);
    expect(wrote.map(({ type }) => type)).toEqual(['FraudDecided', 'AccountClosed']);
    expect(account.closed).toEqual({ because: 'fraudConfirmed', at });
  });
  test('what the bank found out itself counts as much', () => {
    expect(reminded.hears(decided(true), at).account.closed).toMatchObject({ because: 'fraudConfirmed' });
    expect(reminded.hears(decided(false), at).wrote).toMatchObject([
      { type: 'FactNoted', because: 'noOpenFraudClaim' },
    ]);
  });
  test('told on the third business day it is in time, on the day after somebody has to answer for it', () => {
    // Decided on Friday the 6th: Monday, then two holidays, Thursday, Friday the 13th.
    const told = (moment: string) =>
      claimed.hears(decided(true, '2026-03-06'), taipei(moment)).wrote.map(({ type }) => type);
    expect(told('2026-03-13 23:59:59.999')).toEqual(['FraudDecided', 'AccountClosed']);
    expect(told('2026-03-14 00:00')).toEqual(['FraudDecided', 'Escalated', 'AccountClosed']);
    const { wrote, account } = claimed.hears(decided(true, '2026-03-06'), taipei('2026-03-14 00:00'));
    expect(wrote[1]).toMatchObject({ kind: 'fraudWithdrawalWasLate', ref: 'claim-1', rule: 'FRAUD' });
    expect(account.escalations).toMatchObject([{ kind: 'fraudWithdrawalWasLate', isSettled: false }]);
  });
  test('not confirmed: collection resumes with exactly the time that was left', () => {
    const call = placeOf(reminded.account, pack(), 'call', taipei('2026-03-04 06:00'));
    const end = plus(at, 2 * DAY_MS);
    const resumed = claimed.hears(statement, plus(at, DAY_MS)).hears(decided(false), end);
    expect(resumed.next(end)).toMatchObject({ do: 'wait', until: plus(call, 2 * DAY_MS), toDo: { rung: 'call' } });
    expect(resumed.asks('sms', end)).toMatchObject({ allowed: true });
  });
});
