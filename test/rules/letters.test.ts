import type { Fact } from '../../domain/message';
import { spoiledBy } from '../../domain/outdated';
import { plus } from '../../domain/time';
import {
  contacted,
  day,
  dispute,
  entered,
  fraudClaim,
  issued,
  opened,
  payment,
  promise,
  taipei,
} from '../domain/accounts';
import { before, debtor, everywhere, holdReported, never, pack } from './questions';

const at = taipei('2026-04-01 10:00');
const evening = before(taipei('2026-04-01 20:00'));
const owing = (principal: bigint) =>
  debtor({}, { dueOn: day('2026-03-14'), balance: { fees: 0n, interest: 0n, principal }, arrearsMinor: principal }).and(
    entered('negotiation', taipei('2026-04-01 00:00')),
  );
const action = { type: 'issueLetter', rung: 'letter', notAfter: taipei('2026-04-01 20:00') } as const;
const byHand = { type: 'RequestLetterByHand', requestId: 'request-1', rung: 'letter', by: 'collector-1' } as const;
const handAction = { ...action, rung: 'by-hand-request-1' };

describe('no letter for a small balance, unless it is handed over at a visit [LETTER-MIN]', () => {
  test('at the floor none is written, a cent above it one is', () => {
    expect(owing(100_000n).asks('letter', at)).toMatchObject(never('LETTER-MIN'));
    expect(owing(100_001n).asks('letter', at)).toMatchObject({ allowed: true });
  });
  test('the floor is for letters alone', () => {
    expect(owing(1n).asks('sms', at)).toMatchObject({ allowed: true });
  });
  test('the balance of the last moment decides: a cent paid since keeps the letter back', () => {
    expect(owing(100_001n).looks(action, evening)).toMatchObject({ do: 'contact' });
    const look = owing(100_001n).hears(payment(1n, at), at).looks(action, evening);
    expect(look).toMatchObject({ do: 'record', event: { type: 'ContactSuppressed', rule: 'LETTER-MIN' } });
  });
  test('by hand it may be given below the floor', () => {
    const story = owing(100_000n).obeys(byHand, at);
    expect(story.next(at)).toMatchObject({ do: 'perform', action: { type: 'issueLetter', rung: 'by-hand-request-1' } });
    expect(story.looks(handAction, evening)).toMatchObject({
      do: 'contact',
      contactPoint: { kind: 'address' },
      intent: { byHand: 'request-1', rung: { name: 'letter' } },
    });
    expect(owing(100_000n).looks(handAction, evening)).toEqual({ do: 'nothing' });
  });
  test('the request is answered by one letter, and the rung that it stands for is climbed', () => {
    const given = owing(100_000n)
      .obeys(byHand, at)
      .and({ ...issuedByHand, at });
    expect(given.account).toMatchObject({ letterRequests: [], rungsDone: ['letter'] });
    expect(given.looks(handAction, evening)).toEqual({ do: 'nothing' });
  });
  const letter = issued('letter', at);
  if (letter.type !== 'LetterIssued') throw new Error('That is no letter');
  const issuedByHand = { ...letter, byHand: 'request-1' };

  test('a visit needs a letter that the pack knows, one at a time, and no hold', () => {
    const story = owing(100_000n);
    expect(story.refuses({ ...byHand, rung: 'sms' }, at)).toBe('noSuchLetter');
    expect(story.obeys(byHand, at).refuses({ ...byHand, requestId: 'request-2' }, at)).toBe('letterIsRequested');
    expect(story.and(dispute(at)).refuses(byHand, at)).toBe('collectionIsSuspended');
    const held = story.obeys(byHand, at).hears(holdReported('complaint'), at);
    expect(held.looks(handAction, evening)).toEqual({ do: 'nothing' });
  });
});

describe('a letter goes to the debtor’s own address and nowhere else [LETTER-THIRD]', () => {
  test('of all contact points it is the address', () => {
    const story = debtor({}, { contactPoints: everywhere });
    expect(story.asks('letter', at)).toMatchObject({ allowed: true, contactPoint: { kind: 'address' } });
  });
  test.each(['office', 'home', 'emergency', 'mobile', 'email'] as const)(
    'without an address none is sent to the %s',
    (kind) => {
      const story = debtor({}, { contactPoints: [{ id: 'cp', kind }] });
      expect(story.asks('letter', at)).toMatchObject(never('REACHABLE'));
    },
  );
  test('an address at which somebody else lives is not written to', () => {
    const moved = debtor().hears(
      { type: 'ContactPointBarReported', contactPointId: 'cp-address', because: 'wrongNumber' },
      at,
    );
    expect(moved.asks('letter', at)).toMatchObject(never('THIRD-PARTY'));
  });
});

describe('no letter for an account that is settled, withdrawn or held, also when that came last [LETTER-CLOSED]', () => {
  const open = owing(1_000_000n);
  const events = {
    'is paid': open.hears(payment(1_000_000n, at), at),
    'is recalled': open.hears({ type: 'RecallReported', because: 'soldByBank' }, at),
    'is disputed': open.and(dispute(at)),
    'is claimed to be fraud': open.and(fraudClaim(at)),
    'is promised': open.and(promise(at, '2026-04-02')),
    'is held': open.hears(holdReported('death'), at),
  };
  test.each(Object.keys(events) as (keyof typeof events)[])(
    'a debt that %s between decision and letter gets none',
    (what) => {
      expect(open.looks(action, evening)).toMatchObject({ do: 'contact' });
      expect(events[what].looks(action, evening)).toEqual({ do: 'nothing' });
    },
  );
  test('between its number and the print it is spoiled when the account is settled, and when a cent was paid', () => {
    const numbered = open.and(issued('letter', at));
    const ruleAfter = ({ account }: typeof open) => spoiledBy(account, pack(), account.letters[0]!);
    expect(ruleAfter(numbered)).toBeUndefined();
    expect(ruleAfter(numbered.hears(payment(1_000_000n, at), at))).toBe('LETTER-CLOSED');
    expect(ruleAfter(numbered.hears({ type: 'RecallReported', because: 'soldByBank' }, at))).toBe('LETTER-CLOSED');
    expect(ruleAfter(numbered.hears(payment(1n, at), at))).toBe('AMOUNT');
    expect(ruleAfter(numbered.and(dispute(at)))).toBe('DISPUTE');
    expect(numbered.and(dispute(at)).next(at)).toMatchObject({ do: 'perform', action: { rung: 'letter' } });
  });
  test('nor does it go where the debtor wants no letters any more, or does not live [CONSENT] [THIRD-PARTY]', () => {
    const numbered = open.and(issued('letter', at));
    const ruleAfter = (fact: Fact) => {
      const { account } = numbered.hears(fact, at);
      return spoiledBy(account, pack(), account.letters[0]!);
    };
    expect(ruleAfter({ type: 'OptOutReported', ref: 'r', channel: 'letter', provenance: 'debtor' })).toBe('CONSENT');
    expect(ruleAfter({ type: 'OptOutReported', ref: 'r', channel: 'sms', provenance: 'debtor' })).toBeUndefined();
    const bar = { type: 'ContactPointBarReported', because: 'wrongNumber' } as const;
    expect(ruleAfter({ ...bar, contactPointId: 'cp-address' })).toBe('THIRD-PARTY');
    expect(ruleAfter({ ...bar, contactPointId: 'cp-mobile' })).toBeUndefined();
  });
  test('the number of a spoiled letter stays in the register, and then the account closes', () => {
    const spoiled = open
      .and(issued('letter', at))
      .hears(payment(1_000_000n, at), at)
      .and({ type: 'LetterSpoiled', at, registerNumber: 'S-letter', rule: 'LETTER-CLOSED' })
      .at(plus(at, 1));
    expect(spoiled.account.letters).toMatchObject([{ registerNumber: 'S-letter', state: 'spoiled' }]);
    expect(spoiled.account.closed).toMatchObject({ because: 'settled' });
  });
  test('a closed account is never written to', () => {
    const closed = debtor().and(contacted('sms', at), { type: 'AccountClosed', at, because: 'withdrawn' });
    expect(closed.asks('letter', at)).toMatchObject(never('AMOUNT'));
    expect(opened().balance.principal).toBeGreaterThan(0n);
  });
});
