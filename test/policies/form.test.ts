import { edited, PACKS, readPack, refusal, refusalOf, type Edit, type PackId, NO_NOTICE } from './editedPack';

const CN: PackId = 'cn-bank-card';
const US: PackId = 'us-reg-f';
type Wrong = readonly [what: string, edit: Edit, reason: string, at: string];
test.each<Wrong>([
  ['an unknown key', [['moonPhase'], 'full'], 'Unrecognized key: "moonPhase"', ''],
  ['an unknown key deep inside', [['promise', 'mercy'], 1], 'Unrecognized key: "mercy"', 'promise'],
  [
    'a missing key',
    [['triesPerRung'], undefined],
    'Invalid input: expected number, received undefined',
    'triesPerRung',
  ],
  [
    'a component that stands twice [ALLOCATION]',
    [['allocation'], ['fees', 'fees', 'principal']],
    'each component stands once',
    'allocation',
  ],
  [
    'an amount with a fraction [LETTER-MIN]',
    [['letter', 'floorMinor'], '1000.00'],
    'must be whole minor units',
    'letter.floorMinor',
  ],
  ['a floor below nothing [LETTER-MIN]', [['letter', 'floorMinor'], '-1'], 'must not be negative', 'letter.floorMinor'],
  [
    'a negative cap [FREQUENCY]',
    [['caps', 'total', 'perDay'], -1],
    'Too small: expected number to be >=0',
    'caps.total.perDay',
  ],
  [
    'no conversation at all [FREQUENCY]',
    [['caps', 'conversationsPerDay'], 0],
    'Too small: expected number to be >=1',
    'caps.conversationsPerDay',
  ],
  [
    'more days of calls than the gate looks back [FREQUENCY]',
    [['caps', 'callsAboutDebt'], { most: 7, inDays: 8, quietDays: 7 }],
    'Too big: expected number to be <=7',
    'caps.callsAboutDebt.inDays',
  ],
  [
    'a longer quiet than the gate looks back [FREQUENCY]',
    [['caps', 'callsAboutDebt'], { most: 7, inDays: 7, quietDays: 8 }],
    'Too big: expected number to be <=7',
    'caps.callsAboutDebt.quietDays',
  ],
  ['no tries at all', [['triesPerRung'], 0], 'Too small: expected number to be >=1', 'triesPerRung'],
  [
    'nobody whom it binds',
    [['appliesTo', 'collectors'], []],
    'Too small: expected array to have >=1 items',
    'appliesTo.collectors',
  ],
  [
    'an unknown product',
    [['appliesTo', 'products'], ['mortgage']],
    'Invalid option: expected one of "credit-card"|"instalment-loan"',
    'appliesTo.products[0]',
  ],
  ['a rule that is none', [['sources', 'MIDNIGHT'], 'nobody'], 'Unrecognized key: "MIDNIGHT"', 'sources'],
])('%s is refused', (_, edit, reason, at) => {
  expect(refusalOf(edited(CN, edit), CN)).toBe(refusal(CN, reason, at));
});

describe('it is said where the figures of each rule come from', () => {
  const MISSING = 'it is not said where the figures of this rule come from';
  const rules = (
    'HOURS HOLIDAY FREQUENCY CONSENT IDENTITY THIRD-PARTY TEMPLATE CONDUCT FRAUD ' +
    'HARDSHIP COMPLAINT LETTER-MIN ALLOCATION RETENTION PROMISE ARRANGEMENT LEGAL-READY'
  ).split(' ');
  test.each(rules)('a pack without the source of its figures is refused [%s]', (rule) => {
    const at = /^\w+$/.test(rule) ? `sources.${rule}` : `sources["${rule}"]`;
    expect(refusalOf(edited(CN, [['sources', rule], undefined]), CN)).toBe(refusal(CN, MISSING, at));
  });
  test('where there is a notice, its source is needed; where there is none, it is not [NOTICE]', () => {
    expect(refusalOf(edited(US, [['sources', 'NOTICE'], undefined]), US)).toContain(
      `${MISSING}\n  → at sources.NOTICE`,
    );
    const without = edited(US, [['sources', 'NOTICE'], undefined], [['notice'], null], NO_NOTICE);
    expect(readPack(without, US).policy.notice).toBeNull();
  });
});

test('everything that is wrong is said at once', () => {
  const said = refusalOf(edited(CN, [['contactHours', 0, 'to'], '08:00'], [['sources', 'HOURS'], undefined]), CN);
  expect(said.match(/✖/g)).toHaveLength(2);
});

test('what is no YAML is refused with its file', () => {
  expect(refusalOf('id: [', CN)).toContain('Policy pack cn-bank-card.yaml is refused:\nYAMLParseError');
});

test('what is empty is refused with its file', () => {
  expect(refusalOf('', CN)).toContain('Policy pack cn-bank-card.yaml is refused:\n✖ Invalid input: expected object');
});

describe('the hash is of the content', () => {
  test.each(PACKS)('%s: comments, order and form do not matter', (id) => {
    const { hash } = readPack(edited(id), id);
    const [first, ...rest] = Object.entries(JSON.parse(JSON.stringify(readPack(edited(id), id).policy.promise)));
    const reordered = edited(id, [['promise'], Object.fromEntries([...rest, first!])]);
    expect(readPack(`# A comment\n${reordered}`, id).hash).toBe(hash);
  });
  test('every figure, text and holiday matters', () => {
    const { hash, policy } = readPack(edited(CN), CN);
    const others = [
      edited(CN, [['promise', 'graceDays'], 3]),
      edited(CN, [['contactHours', 0, 'to'], '20:59']),
      edited(CN, [['letter', 'floorMinor'], '100001']),
      edited(CN, [['templates', 'demand', 'texts', 'en', 'body'], 'Dearest {name}, {balance}']),
      edited(CN, [['templates', 'demand', 'approval', 'by'], 'somebody else']),
      edited(CN, [['version'], '2026-02']),
    ].map((yaml) => readPack(yaml, CN).hash);
    expect(new Set([hash, ...others]).size).toBe(7);
    for (const other of others) expect(other).toMatch(/^[0-9a-f]{64}$/);
    expect(policy.calendar.holidays.length).toBeGreaterThan(10);
  });
});
