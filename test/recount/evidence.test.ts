import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readEntry } from '../../recount/entry';
import { at, broken, contact, journal, letter, ms, opened, recounted, taipei, type Line } from './journals';
import { HASH } from './packs';

const T = '2026-03-02 10:00';
const PROOF = contact(T).body['proof'] as Record<string, unknown>;
const FORMER = {
  hours: { fromMinute: 420, toMinute: 1320 },
  timeZone: 'Asia/Taipei',
  countedToday: 0,
  countedInWeek: 0,
  allowedToday: 3,
  allowedInWeek: 10,
};
const withProof = (proof: unknown) => broken([opened(), contact(T, { proof })]);

describe('the proof of a contact', () => {
  test('is there and can be read [RECORD]', () => {
    expect(withProof(PROOF)).toEqual([]);
    expect(withProof(null)).toEqual(['RECORD']);
    expect(withProof({ ...PROOF, asked: [] })).toEqual(['RECORD']);
    expect(recounted([opened(), contact(T)]).asked.get('RECORD')).toBe(1);
  });

  test('may have the form of the first proofs [RECORD]', () => {
    expect(withProof(FORMER)).toEqual([]);
    expect(withProof({ ...FORMER, allowedInWeek: undefined })).toEqual(['RECORD']);
  });

  test('is about the debtor’s own time, and a window that was open [RECORD]', () => {
    expect(withProof({ ...PROOF, timeZone: 'Asia/Shanghai' })).toEqual(['RECORD']);
    const window = (opensAt: number) => ({ ...PROOF, window: { opensAt, closesAt: taipei('2026-03-02 22:00') } });
    expect(withProof(window(taipei(T)))).toEqual([]);
    expect(withProof(window(taipei(T) + 1))).toEqual(['RECORD']);
    expect(withProof({ ...PROOF, window: null })).toEqual(['RECORD']);
  });

  test('closes its window no earlier than the last try [RECORD]', () => {
    const window = { opensAt: taipei(T), closesAt: taipei('2026-03-02 21:59') };
    expect(withProof({ ...PROOF, window })).toEqual(['RECORD']);
  });

  test('counted less than was allowed [RECORD]', () => {
    const counts = (counted: number) => [{ what: 'contacts today', counted, allowed: 3 }];
    expect(withProof({ ...PROOF, counts: counts(2) })).toEqual([]);
    expect(withProof({ ...PROOF, counts: counts(3) })).toEqual(['RECORD']);
  });
});

describe('what was not done', () => {
  const refused = (type: string, body: object) =>
    broken([opened(), at(T, type, { rung: 'x', channel: 'sms', purpose: 'collection', until: 0, ...body })]);
  test.each(['ContactSuppressed', 'ContactDeferred'])('%s names the rule and proves it [RECORD]', (type) => {
    expect(refused(type, { rule: 'HOURS', proof: PROOF })).toEqual([]);
    expect(refused(type, { proof: PROOF })).toEqual(['RECORD']);
    expect(refused(type, { rule: '', proof: PROOF })).toEqual(['RECORD']);
    expect(refused(type, { rule: 'HOURS', proof: FORMER })).toEqual([]);
    expect(refused(type, { rule: '', proof: FORMER })).toEqual(['RECORD']);
    expect(refused(type, { rule: 'HOURS' })).toEqual(['RECORD']);
    expect(refused(type, { rule: 'DEATH', proof: PROOF })).toEqual(['RECORD']);
  });
});

describe('what became of a contact', () => {
  const OUTCOMES = [
    'ContactSent',
    'ContactFailed',
    'ContactUnavailable',
    'ContactOutcomeUnknown',
    'ContactWithdrawn',
    'ContactMissed',
  ];
  const tried = (time: string) => at(time, 'ContactTriedAgain', { attemptId: 'T-1' });
  const away = (time: string) => at(time, 'ContactUnavailable', { attemptId: 'T-1' });
  const missed = (time: string) => at(time, 'ContactMissed', { attemptId: 'T-1' });
  const reserved = contact(T, { attemptId: 'T-1', notAfter: taipei('2026-03-02 11:00') });
  test('a new try follows its reservation, before its window has closed [RECORD] [HOURS]', () => {
    const first = [opened(), reserved, away('2026-03-02 10:01')];
    expect(broken([...first, tried('2026-03-02 10:59')])).toEqual([]);
    expect(broken([...first, tried('2026-03-02 11:00')])).toEqual(['HOURS']);
    expect(broken([opened(), tried('2026-03-02 10:59')])).toEqual(['RECORD']);
  });
  test.each([
    ['reserved', []],
    ['tried again', [away('2026-03-02 10:01'), tried('2026-03-02 10:02')]],
  ])('what was %s is not given up before it was asked after [RECORD]', (_, story) => {
    const begun = [opened(), reserved, ...story];
    expect(broken([...begun, missed('2026-03-02 11:00')])).toEqual(['RECORD']);
    expect(broken([...begun, away('2026-03-02 10:59'), missed('2026-03-02 11:00')])).toEqual([]);
  });

  test('what was given up was not delivered, as far as the provider says [RECORD]', () => {
    const delivered = at('2026-03-02 11:01', 'ContactDelivered', { attemptId: 'T-1' });
    const sent = at('2026-03-02 10:02', 'ContactSent', { attemptId: 'T-1' });
    expect(broken([opened(), reserved, sent, delivered])).toEqual([]);
    const givenUp = [away('2026-03-02 10:01'), missed('2026-03-02 11:00')];
    expect(broken([opened(), reserved, ...givenUp, delivered])).toEqual(['RECORD']);
  });

  test.each(OUTCOMES)('%s follows its reservation, on the same account [RECORD]', (type) => {
    const outcome = at('2026-03-02 10:01', type, { attemptId: 'T-1' });
    expect(broken([opened(), contact(T, { attemptId: 'T-1' }), away('2026-03-02 10:00'), outcome])).toEqual([]);
    expect(broken([opened(), outcome, contact('2026-03-02 10:02', { attemptId: 'T-1' })])).toContain('RECORD');
    expect(broken([opened(), outcome], { other: [opened(), contact(T, { attemptId: 'T-1' })] })).toEqual(['RECORD']);
  });

  test('what was missed before it was reserved needs no reservation [RECORD]', () => {
    expect(broken([opened(), at(T, 'ContactMissed', { attemptId: null })])).toEqual([]);
  });

  test('a contact is reserved before its time is over [RECORD]', () => {
    const until = (notAfter: number) => broken([opened(), contact(T, { notAfter, proof: PROOF })]);
    expect(until(taipei(T) + 1)).toEqual([]);
    expect(until(taipei(T))).toEqual(['RECORD']);
  });

  test('a contact is reserved once and sent once [RECORD]', () => {
    const reserved = contact(T, { attemptId: 'T-1' });
    const sent = at('2026-03-02 10:01', 'ContactSent', { attemptId: 'T-1', providerRef: 'x' });
    expect(broken([opened(), reserved, sent])).toEqual([]);
    expect(broken([opened(), reserved, sent, sent])).toEqual(['RECORD']);
    expect(broken([opened(), reserved, reserved])).toEqual(['RECORD']);
  });

  const TRACKED = [
    'LetterPrinted',
    'LetterMailed',
    'LetterHandedOver',
    'LetterDelivered',
    'LetterReturned',
    'LetterSpoiled',
  ];
  test.each(TRACKED)('%s follows the issue of the letter [RECORD]', (type) => {
    const outcome = at('2026-03-02 10:01', type, { registerNumber: 'L-1', mailNumber: 'RR1' });
    expect(broken([opened(), letter(T, 'L-1'), outcome])).toEqual([]);
    expect(broken([opened(), letter(T, 'L-2'), outcome])).toEqual(['RECORD']);
    expect(broken([opened(), contact(T, { attemptId: 'L-1' }), outcome])).toEqual(['RECORD']);
  });

  test('a letter is mailed with a mail number [LETTER-REGISTERED]', () => {
    const mailed = at('2026-03-02 10:01', 'LetterMailed', { registerNumber: 'L-1', mailNumber: '' });
    expect(broken([opened(), letter(T, 'L-1'), mailed])).toEqual(['LETTER-REGISTERED']);
  });
});

describe('packs', () => {
  const NEXT = 'b'.repeat(64);
  const under = (line: Line, policyHash: string): Line => ({ ...line, policyHash });
  const adopted = under(
    at('2026-03-01 10:00', 'PolicyAdopted', { policyHash: NEXT, instead: HASH, adoptionId: 'x', by: 'u' }),
    NEXT,
  );

  test('a row names the pack that its account follows at that moment [RECORD]', () => {
    expect(broken([opened(), adopted, contact(T)])).toEqual(['RECORD']);
  });

  test('a contact under a pack that is not kept cannot be held against anything [RECORD]', () => {
    expect(broken([opened(), adopted, under(contact(T), NEXT)])).toEqual(['RECORD']);
  });
});

describe('journals', () => {
  test('begin with the account’s opening, once, for one debtor [RECORD]', () => {
    expect(broken([contact(T)])).toEqual(['RECORD']);
    expect(broken([opened(), opened()])).toEqual(['RECORD']);
    expect(broken([opened()], { other: [opened({ debtorId: 'D-2' })] })).toEqual(['RECORD']);
  });

  test('never run backwards [RECORD]', () => {
    const noted = (moment: string) => at(moment, 'FactNoted', { kind: 'x', because: 'y' });
    expect(broken([opened(), noted('2026-03-02 10:00'), noted('2026-03-02 10:00')])).toEqual([]);
    expect(broken([opened(), noted('2026-03-02 10:00'), noted('2026-03-02 09:59')])).toEqual(['RECORD']);
  });

  test('an event that cannot be read is said so with its place, and the rest is counted [RECORD]', () => {
    const found = recounted([opened(), at(T, 'ContactGuessed'), contact('2026-03-02 05:00')]);
    expect(found.breaches).toMatchObject([
      { rule: 'RECORD', accountId: 'A-1', version: 2 },
      { rule: 'HOURS', version: 3 },
    ]);
    expect(broken([opened({ timeZone: 'Asia/Nowhere' })])).toEqual(['RECORD']);
  });

  test('the recount knows every event of the journal by name', () => {
    const source = readFileSync(path.join(__dirname, '../../domain/events.ts'), 'utf8');
    const types = [...source.matchAll(/\| Event<\s*'(\w+)'/g)].map(([, type]) => type!);
    expect(types.length).toBeGreaterThan(50);
    const [row] = journal([at(ms('2026-03-02T00:00:00Z'), 'x')]).events;
    const isUnknown = (type: string): boolean => {
      const read = readEntry({ ...row!, body: { type, at: 0 } });
      return typeof read === 'string' && read.includes('Invalid discriminator');
    };
    expect(types.filter(isUnknown)).toEqual([]);
    expect(isUnknown('ContactGuessed')).toBe(true);
  });
});
