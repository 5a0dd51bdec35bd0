import type { Day } from '../../domain/time';
import { packTextOf } from '../domain/policies';
import { edited, PACKS, readPack, refusal, refusalOf, type Edit, type PackId, NO_NOTICE } from './editedPack';

const CN: PackId = 'cn-bank-card';
const US: PackId = 'us-reg-f';
const text = (template: string, language: string, part = 'body') =>
  ['templates', template, 'texts', language, part] as const;
const rung = (name: string, afterDays: number, channel = 'sms', template = 'reminder') => {
  return { name, afterDays, channel, template };
};
const reminderLadder = ['stages', 'reminder', 'ladder'] as const;
const statement = (name: string, afterDays: number) => rung(name, afterDays, 'sms', 'fraud-statement');

test.each(PACKS)('%s as it stands is accepted', (id) => {
  expect(readPack(edited(id), id).hash).toBe(readPack(packTextOf(id), id).hash);
});

/** What is changed, in which pack, and the one thing that is wrong then. */
type Wrong = readonly [what: string, id: PackId, edits: readonly Edit[], reason: string, at: string];
describe('windows [HOURS]', () => {
  const windows = (...hours: readonly [string, string][]): Edit[] => [
    [['contactHours'], hours.map(([from, to]) => ({ from, to }))],
  ];
  test.each<Wrong>([
    ['no window', CN, windows(), 'there is no window', 'contactHours'],
    ['an empty window', CN, windows(['08:00', '08:00']), 'the window is empty', 'contactHours[0]'],
    ['a window that ends before it begins', CN, windows(['21:00', '08:00']), 'the window is empty', 'contactHours[0]'],
    [
      'windows that overlap by a minute',
      CN,
      windows(['08:00', '12:01'], ['12:00', '21:00']),
      'overlaps or touches the window above it',
      'contactHours[1]',
    ],
    [
      'windows that touch',
      CN,
      windows(['08:00', '12:00'], ['12:00', '21:00']),
      'overlaps or touches the window above it',
      'contactHours[1]',
    ],
    [
      'windows out of order',
      CN,
      windows(['14:00', '21:00'], ['08:00', '12:00']),
      'begins before the window above it',
      'contactHours[1]',
    ],
    ['a time without its zero', CN, windows(['8:00', '21:00']), 'must be HH:MM', 'contactHours[0].from'],
    ['a minute that no hour has', CN, windows(['08:60', '21:00']), 'must be HH:MM', 'contactHours[0].from'],
    [
      'a time after midnight',
      CN,
      windows(['08:00', '24:01']),
      'Too big: expected number to be <=1440',
      'contactHours[0].toMinute',
    ],
  ])('%s is refused', (_, id, edits, reason, at) => {
    expect(refusalOf(edited(id, ...edits), id)).toBe(refusal(id, reason, at));
  });
  test('two windows a minute apart, the last until midnight, are accepted', () => {
    const { policy } = readPack(edited(CN, ...windows(['08:00', '12:00'], ['12:01', '24:00'])), CN);
    expect(policy.contactHours).toEqual([
      { fromMinute: 480, toMinute: 720 },
      { fromMinute: 721, toMinute: 1440 },
    ]);
  });
});

describe('ladders', () => {
  const ladder = (...rungs: readonly object[]): Edit[] => [[reminderLadder, rungs]];
  test.each<Wrong>([
    [
      'a ladder that goes back in time',
      CN,
      ladder(rung('a', 3), rung('b', 2)),
      'goes back in time, before a',
      'stages.reminder.ladder[1].afterDays',
    ],
    [
      'a ladder for the statement that goes back in time',
      CN,
      [
        [
          ['fraud', 'ladder'],
          [statement('a', 3), statement('b', 2)],
        ],
      ],
      'goes back in time, before a',
      'fraud.ladder[1].afterDays',
    ],
    [
      'a stage that ends with the one before it',
      CN,
      [[['stages', 'negotiation', 'endsAfterDays'], 31]],
      'ends no later than reminder',
      'stages.negotiation.endsAfterDays',
    ],
    [
      'a rung that stands twice in its stage',
      CN,
      ladder(rung('a', 1), rung('a', 2)),
      'a stands twice',
      'stages.reminder.ladder[1].name',
    ],
    [
      'a rung that stands in another stage as well',
      CN,
      ladder(rung('demand-sms', 1)),
      'demand-sms stands twice',
      'stages.disposal.ladder[1].name',
    ],
    [
      'a rung that stands among those of the statement as well',
      CN,
      [[['fraud', 'ladder'], [statement('first-sms', 0)]]],
      'first-sms stands twice',
      'fraud.ladder[0].name',
    ],
    ...['message-1', 'by-hand-1', 'notice-of-debt'].map((name): Wrong => [
      `the name ${name}, which the service gives itself`,
      CN,
      ladder(rung(name, 0)),
      `${name} is a name that the service gives itself`,
      'stages.reminder.ladder[0].name',
    ]),
    [
      'an unknown channel',
      CN,
      ladder(rung('a', 0, 'fax')),
      'Invalid option: expected one of "sms"|"email"|"call"|"letter"',
      'stages.reminder.ladder[0].channel',
    ],
  ])('%s is refused', (_, id, edits, reason, at) => {
    expect(refusalOf(edited(id, ...edits), id)).toBe(refusal(id, reason, at));
  });
  test('rungs of one day, and a stage that ends a day later, are accepted', () => {
    const yaml = edited(CN, ...ladder(rung('a', 2), rung('b', 2)), [['stages', 'negotiation', 'endsAfterDays'], 32]);
    expect(readPack(yaml, CN).policy.stages.reminder.ladder).toHaveLength(2);
  });
  test.each<[string, Edit]>([
    ['in a day', [['caps', 'channels', 'letter', 'perDay'], 0]],
    ['in a week', [['caps', 'channels', 'letter', 'perWeek'], 0]],
    ['at all', [['caps', 'total', 'perDay'], 0]],
  ])(
    'rungs on a channel without room %s are refused, and with room for one accepted [FREQUENCY]',
    (_, [path, none]) => {
      const said = refusalOf(edited(CN, [path, none]), CN);
      expect(said).toContain('✖ the caps allow no letter at all\n  → at stages.negotiation.ladder[3].channel');
      expect(said).toContain('✖ the caps allow no letter at all\n  → at fraud.ladder[2].channel');
      expect(readPack(edited(CN, [path, 1]), CN).policy.id).toBe(CN);
    },
  );
  test('a notice on a channel without room is refused [NOTICE]', () => {
    const yaml = edited(US, [['caps', 'channels', 'letter', 'perDay'], 0]);
    expect(refusalOf(yaml, US)).toContain('✖ the caps allow no letter at all\n  → at notice');
  });
  test('a floor of a cent that would keep the notice from small debts is refused [NOTICE]', () => {
    const yaml = edited(US, [['letter', 'floorMinor'], '1']);
    const reason = 'must be 0: the notice of debt goes to everybody';
    expect(refusalOf(yaml, US)).toBe(refusal(US, reason, 'letter.floorMinor'));
    expect(
      readPack(edited(US, [['letter', 'floorMinor'], '1'], [['notice'], null], NO_NOTICE), US).policy.notice,
    ).toBeNull();
  });
});

describe('approvals and times [TEMPLATE]', () => {
  const approved = (on: string, through: string) => ({ by: 'the committee', on, through });
  test.each<Wrong>([
    ['nobody who approved it', CN, [[['approvals'], []]], 'nobody has approved it', 'approvals'],
    [
      'an approval that expired yesterday',
      CN,
      [[['approvals', 1], approved('2024-01-01', '2026-02-28')]],
      'expired on 2026-02-28',
      'approvals[1].through',
    ],
    [
      'an approval that is given only tomorrow',
      CN,
      [[['approvals', 1], approved('2026-03-02', '2027-01-01')]],
      'is given only on 2026-03-02',
      'approvals[1].on',
    ],
    [
      'an approval that ends before it begins',
      CN,
      [[['approvals', 0], approved('2026-02-02', '2026-02-01')]],
      'is before 2026-02-02, when it was given',
      'approvals[0].through',
    ],
    [
      'a text whose approval expired',
      US,
      [[['templates', 'reminder', 'approval'], approved('2024-01-01', '2026-02-28')]],
      'expired on 2026-02-28',
      'templates.reminder.approval.through',
    ],
    [
      'a text whose approval ends before it begins',
      US,
      [[['templates', 'reminder', 'approval'], approved('2024-01-02', '2024-01-01')]],
      'is before 2024-01-02, when it was given',
      'templates.reminder.approval.through',
    ],
    [
      'a time that ends before it begins',
      CN,
      [[['valid', 'through'], '2023-12-31']],
      'is before 2024-01-01, when it begins',
      'valid.through',
    ],
    ['a day that no calendar has', CN, [[['valid', 'from'], '2026-02-30']], 'Invalid ISO date', 'valid.from'],
  ])('%s is refused', (_, id, edits, reason, at) => {
    expect(refusalOf(edited(id, ...edits), id)).toBe(refusal(id, reason, at));
  });
  test('an approval holds on its first and on its last day', () => {
    const yaml = edited(CN, [['approvals'], [approved('2026-03-01', '2026-03-02')]]);
    const on = (day: string) => () => readPack(yaml, CN, day as Day);
    expect(on('2026-02-28')).toThrow('is given only on 2026-03-01');
    expect(on('2026-03-01')).not.toThrow();
    expect(on('2026-03-02')).not.toThrow();
    expect(on('2026-03-03')).toThrow('expired on 2026-03-02');
  });
});

describe('calendars [HOLIDAY]', () => {
  test.each<Wrong>([
    [
      'a calendar that there is not',
      CN,
      [[['calendar'], 'cn-mars']],
      'there is no calendar cn-mars; there is: cn-mainland, tw, us-federal',
      'calendar',
    ],
    ['a calendar of another place', CN, [[['calendar'], 'tw']], 'tw is no calendar of CN', 'calendar'],
    ['a pack of another place', CN, [[['jurisdiction'], 'US']], 'cn-mainland is no calendar of US', 'calendar'],
  ])('%s is refused', (_, id, edits, reason, at) => {
    expect(refusalOf(edited(id, ...edits), id)).toBe(refusal(id, reason, at));
  });
});

describe('templates', () => {
  test.each<Wrong>([
    [
      'a rung without its template',
      CN,
      [[[...reminderLadder, 0, 'template'], 'telegram']],
      'there is no template telegram',
      'stages.reminder.ladder[0].template',
    ],
    [
      'a rung without its script',
      CN,
      [[[...reminderLadder, 0, 'script'], 'telegram']],
      'there is no template telegram',
      'stages.reminder.ladder[0].script',
    ],
    [
      'an identity check without',
      CN,
      [[['identity', 'template'], 'who']],
      'there is no template who',
      'identity.template',
    ],
    [
      'an enquiry without, called like what every object has',
      CN,
      [[['thirdParty', 'template'], 'constructor']],
      'there is no template constructor',
      'thirdParty.template',
    ],
    [
      'a notice without',
      US,
      [[['notice', 'template'], 'note'], NO_NOTICE],
      'there is no template note',
      'notice.template',
    ],
    [
      'a missing translation',
      CN,
      [[['templates', 'demand', 'texts', 'zh-CN'], undefined]],
      'the translation is missing',
      'templates.demand.texts["zh-CN"]',
    ],
    [
      'a translation too many',
      CN,
      [[['templates', 'demand', 'texts', 'fr'], { subject: 'S', body: 'B' }]],
      'Unrecognized key: "fr"',
      'templates.demand.texts',
    ],
    [
      'a word that no message has',
      CN,
      [[text('demand', 'en'), 'Pay {amount}']],
      'asks for {amount}, which no message has',
      'templates.demand.texts.en.body',
    ],
    [
      'a brace that belongs to no word',
      CN,
      [[text('demand', 'en'), 'Pay {balance']],
      'has a brace that belongs to no word',
      'templates.demand.texts.en.body',
    ],
    [
      'a word in a subject',
      CN,
      [[text('demand', 'en', 'subject'), 'For {name}']],
      'is sent as it stands: it cannot ask for a word',
      'templates.demand.texts.en.subject',
    ],
    [
      'a free text without its place [CONDUCT]',
      CN,
      [[text('collector-message', 'en'), 'Dear {name}']],
      'must have one place for {freeText}',
      'templates["collector-message"].texts.en.body',
    ],
    [
      'a free text with two places [CONDUCT]',
      CN,
      [[text('collector-message', 'en'), '{freeText}{freeText}']],
      'must have one place for {freeText}',
      'templates["collector-message"].texts.en.body',
    ],
    [
      'a free text in another template [CONDUCT]',
      CN,
      [[text('demand', 'en'), '{freeText}']],
      'only collector-message has a place for {freeText}',
      'templates.demand.texts.en.body',
    ],
  ])('%s is refused', (_, id, edits, reason, at) => {
    expect(refusalOf(edited(id, ...edits), id)).toBe(refusal(id, reason, at));
  });
  test('a free text without its template is refused [CONDUCT]', () => {
    const refused = refusalOf(edited(CN, [['freeText', 'template'], 'none']), CN);
    expect(refused).toContain('✖ there is no template none\n  → at freeText.template');
  });
  test('an offer to opt out without the sentence for it is refused [CONSENT]', () => {
    const yaml = edited(US, [['templates', 'opt-out'], undefined]);
    expect(refusalOf(yaml, US)).toContain('✖ there is no template opt-out, and the pack offers it\n  → at templates');
  });
});
