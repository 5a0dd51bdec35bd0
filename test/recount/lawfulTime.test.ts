import { at, broken, call, contact, letter, ms, opened, recounted, taipei } from './journals';
import { packWith } from './packs';

const wrote = (moment: string, notAfter = '2026-03-02 22:00') => [
  opened(),
  contact(moment, { notAfter: taipei(notAfter), proof: openAllDay }),
];
const openAllDay = {
  asked: ['HOURS'],
  timeZone: 'Asia/Taipei',
  window: { opensAt: taipei('2026-01-01 00:00'), closesAt: taipei('2027-12-31 00:00') },
  counts: [],
};

describe('hours', () => {
  test('a contact in the first and in the last minute of the window is lawful [HOURS]', () => {
    expect(broken(wrote('2026-03-02 07:00'))).toEqual([]);
    expect(broken(wrote('2026-03-02 21:59'))).toEqual([]);
    expect(recounted(wrote('2026-03-02 07:00')).asked.get('HOURS')).toBe(1);
  });

  test('a minute before the window opens, and in the minute in which it closes, is a breach [HOURS]', () => {
    expect(broken(wrote('2026-03-02 06:59'))).toEqual(['HOURS']);
    expect(broken(wrote('2026-03-02 22:00', '2026-03-02 22:01'))).toEqual(['HOURS']);
  });

  test('a contact that could still be tried a minute after the window closed is a breach [HOURS]', () => {
    expect(broken(wrote('2026-03-02 10:00', '2026-03-02 22:01'))).toEqual(['HOURS']);
  });

  test('of two windows the time between belongs to neither [HOURS]', () => {
    const pack = packWith({
      contactHours: [
        { from: '08:00', to: '12:00' },
        { from: '14:00', to: '20:00' },
      ],
    });
    expect(broken(wrote('2026-03-02 11:59', '2026-03-02 12:00'), { pack })).toEqual([]);
    expect(broken(wrote('2026-03-02 12:00', '2026-03-02 20:00'), { pack })).toEqual(['HOURS']);
    expect(broken(wrote('2026-03-02 14:00', '2026-03-02 20:00'), { pack })).toEqual([]);
  });

  test('what the debtor agreed to is lawful from its begin to its end, which is not part of it [HOURS]', () => {
    const agreed = at('2026-03-01 12:00', 'TimeAgreed', {
      agreementId: 'G-1',
      opensAt: taipei('2026-03-02 22:30'),
      closesAt: taipei('2026-03-02 23:00'),
      by: 'u',
    });
    const wroteAt = (moment: string, notAfter: string) => {
      const [first, made] = wrote(moment, notAfter);
      return broken([first!, agreed, made!]);
    };
    expect(wroteAt('2026-03-02 22:30', '2026-03-02 23:00')).toEqual([]);
    expect(wroteAt('2026-03-02 22:29', '2026-03-02 23:00')).toEqual(['HOURS']);
    expect(wroteAt('2026-03-02 22:30', '2026-03-02 23:01')).toEqual(['HOURS']);
    expect(broken([opened(), agreed, letter('2026-03-02 22:59', 'L-1')])).toEqual([]);
    expect(broken([opened(), agreed, letter('2026-03-02 23:00', 'L-1')])).toEqual(['HOURS']);
  });

  test('what was agreed only afterwards makes nothing lawful [HOURS]', () => {
    const agreed = {
      agreementId: 'G-1',
      opensAt: taipei('2026-03-02 06:00'),
      closesAt: taipei('2026-03-02 06:30'),
      by: 'u',
    };
    const early = wrote('2026-03-02 06:00', '2026-03-02 06:30');
    expect(broken([...early, at('2026-03-02 06:10', 'TimeAgreed', agreed)])).toEqual(['HOURS']);
  });

  test('a letter is issued within the hours, unless somebody hands it over at a visit [HOURS]', () => {
    expect(broken([opened(), letter('2026-03-02 22:00', 'L-1')])).toEqual(['HOURS']);
    const byHand = recounted([opened(), letter('2026-03-02 22:00', 'L-1', { byHand: 'R-1' })]);
    expect(byHand.breaches).toEqual([]);
    expect(byHand.asked.get('HOURS')).toBeUndefined();
  });

  test('the clock is the one at the debtor’s place, also when daylight saving began in the night [HOURS]', () => {
    const pack = packWith({ contactHours: [{ from: '08:00', to: '21:00' }] });
    const inNewYork = (iso: string) => {
      const proof = { ...openAllDay, timeZone: 'America/New_York' };
      return broken(
        [opened({ timeZone: 'America/New_York' }), contact(ms(iso), { notAfter: ms(iso) + 60_000, proof })],
        { pack },
      );
    };
    expect(inNewYork('2026-03-07T13:00:00Z')).toEqual([]);
    expect(inNewYork('2026-03-07T12:59:00Z')).toEqual(['HOURS']);
    expect(inNewYork('2026-03-08T12:00:00Z')).toEqual([]);
    expect(inNewYork('2026-03-08T11:59:00Z')).toEqual(['HOURS']);
  });
});

describe('holidays', () => {
  const on = (day: string) => [
    opened(),
    contact(`${day} 10:00`, { notAfter: taipei(`${day} 22:00`), proof: openAllDay, template: 'reminder' }),
  ];
  test('a holiday of the pack’s calendar is a breach, the day before it is not [HOLIDAY]', () => {
    expect(broken(on('2026-04-02'))).toEqual([]);
    expect(broken(on('2026-04-03'))).toEqual(['HOLIDAY']);
  });

  test('an ordinary Saturday is no holiday [HOLIDAY]', () => expect(broken(on('2026-04-04'))).toEqual([]));

  test('where the pack allows holidays nothing is asked [HOLIDAY]', () => {
    const found = recounted(on('2026-04-03'), { pack: packWith({ contactOnHolidays: true }) });
    expect(found.breaches).toEqual([]);
    expect(found.asked.get('HOLIDAY')).toBeUndefined();
  });

  test('the debtor may have agreed to a time on a holiday [HOLIDAY]', () => {
    const agreed = {
      agreementId: 'G',
      opensAt: taipei('2026-04-03 09:00'),
      closesAt: taipei('2026-04-03 22:00'),
      by: 'u',
    };
    const [first, made] = on('2026-04-03');
    expect(broken([first!, at('2026-04-01 09:00', 'TimeAgreed', agreed), made!])).toEqual([]);
  });

  test('the last day that the calendar knows is a day, the one after it is nobody’s guess [HOLIDAY]', () => {
    const calendar = { knownFrom: '2026-01-01', knownThrough: '2026-03-31', holidays: [], workdays: [] };
    expect(broken(on('2026-03-31'), { pack: packWith({ calendar }) })).toEqual([]);
    expect(broken(on('2026-04-01'), { pack: packWith({ calendar }) })).toEqual(['HOLIDAY']);
  });
});

describe('preferred hours', () => {
  const prefers = (hours: object | null, moment = '2026-03-01 09:00') =>
    at(moment, 'PreferencesRecorded', { hours, channel: null, language: null, by: 'u' });
  const evening = { fromMinute: 18 * 60, toMinute: 20 * 60 };
  const after = (lines: ReturnType<typeof prefers>[], moment: string, notAfter: string) =>
    broken([opened(), ...lines, contact(moment, { notAfter: taipei(notAfter), proof: openAllDay })]);

  test('the preferred hours hold to the minute, for the last try as well [CONSENT]', () => {
    expect(after([prefers(evening)], '2026-03-02 18:00', '2026-03-02 20:00')).toEqual([]);
    expect(after([prefers(evening)], '2026-03-02 17:59', '2026-03-02 20:00')).toEqual(['CONSENT']);
    expect(after([prefers(evening)], '2026-03-02 18:00', '2026-03-02 20:01')).toEqual(['CONSENT']);
  });

  test('a preference ends when the debtor says so [CONSENT]', () => {
    const ended = [prefers(evening), prefers(null, '2026-03-01 10:00')];
    expect(after(ended, '2026-03-02 12:00', '2026-03-02 22:00')).toEqual([]);
  });

  test('a time that was agreed to goes before a preference [CONSENT]', () => {
    const agreed = {
      agreementId: 'G',
      opensAt: taipei('2026-03-02 12:00'),
      closesAt: taipei('2026-03-02 13:00'),
      by: 'u',
    };
    const lines = [prefers(evening), at('2026-03-01 09:30', 'TimeAgreed', agreed)];
    expect(after(lines, '2026-03-02 12:00', '2026-03-02 13:00')).toEqual([]);
  });
});

test('a call is held against the hours like every other contact [HOURS]', () => {
  expect(broken([opened(), call('2026-03-02 06:59')])).toEqual(['HOURS']);
});
