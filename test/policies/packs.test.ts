import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePolicyPack, readPolicyPacks } from '../../storage/policies';
import { packText } from '../domain/policies';

const parse = (yaml: string) => parsePolicyPack(yaml, 'tw-bank-card.yaml');
/** The real pack with one text replaced, which must be there. */
const changed = (from: string, to: string): string => {
  if (!packText.includes(from)) throw new Error(`The pack has no ${from}`);
  return packText.replace(from, to);
};

describe('the pack of the Taiwanese bank card', () => {
  test('is read with the rules it is meant to have', async () => {
    const packs = await readPolicyPacks();
    const { policy } = packs.find((pack) => pack.policy.id === 'tw-bank-card')!;
    expect(policy).toMatchObject({
      jurisdiction: 'TW',
      currency: 'TWD',
      contactHours: { fromMinute: 7 * 60, toMinute: 22 * 60 },
      letter: { floorMinor: 450_000n },
      allocation: ['fees', 'interest', 'principal'],
    });
    const ends = Object.values(policy.stages).map((stage) => stage.endsAfterDays);
    expect(ends).toEqual([1, 31, 91, 121]);
  });
  test('has a hash that journals can rely on: who changes the pack gives it a new version', () => {
    expect(parse(packText).policy.version).toBe('2026-01');
    expect(parse(packText).hash).toBe('9ead35d33c6216ae32ae651fcb52475b6c23f9a90c382897c2ed6b9184f31ae3');
  });
  test('the hash is of the content: comments and order do not matter, every figure does', () => {
    const { hash } = parse(packText);
    expect(parse(`# A comment\n${packText}`).hash).toBe(hash);
    expect(parse(changed('{ graceDays: 2, longestDays: 30 }', '{ longestDays: 30, graceDays: 2 }')).hash).toBe(hash);
    const others = [
      changed('graceDays: 2', 'graceDays: 3'),
      changed("to: '22:00'", "to: '21:59'"),
      changed("'450000'", "'450001'"),
      changed('Dear {name}', 'Dearest {name}'),
      changed('version: 2026-01', 'version: 2026-02'),
    ].map((yaml) => parse(yaml).hash);
    expect(new Set([hash, ...others]).size).toBe(6);
    for (const other of others) expect(other).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a bad pack is refused, with file, path and reason', () => {
  const second = '{ name: second-sms, afterDays: 14, channel: sms, template: reminder }';
  test.each<[string, string, string, string, string]>([
    [
      'an empty window',
      "{ from: '07:00', to: '22:00' }",
      "{ from: '22:00', to: '22:00' }",
      'the window is empty',
      'contactHours',
    ],
    [
      'a window that ends before it begins',
      "{ from: '07:00', to: '22:00' }",
      "{ from: '22:00', to: '07:00' }",
      'the window is empty',
      'contactHours',
    ],
    ['a time without its zero', "from: '07:00'", "from: '7:00'", 'must be HH:MM', 'contactHours.from'],
    ['a time after midnight', "to: '22:00'", "to: '24:01'", 'expected number to be <=1440', 'contactHours.toMinute'],
    [
      'a ladder that goes back in time',
      second,
      second.replace('14', '6'),
      'a ladder may not go back in time',
      'stages.reminder.ladder',
    ],
    [
      'a rung that stands twice',
      second,
      second.replace('second-sms', 'first-sms'),
      'a rung stands twice',
      'stages.reminder.ladder',
    ],
    [
      'a rung without its template',
      second,
      second.replace('reminder', 'telegram'),
      'a rung names a template that the pack does not have',
      '',
    ],
    [
      'an unknown channel',
      second,
      second.replace('channel: sms', 'channel: fax'),
      'Invalid option',
      'stages.reminder.ladder[3].channel',
    ],
    ['a rule that is none', 'sources:', 'sources:\n  MIDNIGHT: nobody', 'Unrecognized key: "MIDNIGHT"', 'sources'],
    [
      'a missing translation',
      '      zh-CN:\n        { subject: 催告通知',
      '      zh-XX:\n        { subject: 催告通知',
      'expected object',
      'templates.demand.texts["zh-CN"]',
    ],
    ['an unknown key', 'triesPerRung: 3', 'triesPerRung: 3\nmoonPhase: full', 'Unrecognized key: "moonPhase"', ''],
    ['an unknown key deep inside', 'graceDays: 2', 'graceDays: 2, mercy: 1', 'Unrecognized key: "mercy"', 'promise'],
    ['a missing key', 'triesPerRung: 3\n', '', 'expected number', 'triesPerRung'],
    [
      'a component that stands twice',
      '[fees, interest, principal]',
      '[fees, fees, principal]',
      'each component stands once',
      'allocation',
    ],
    ['an amount with a fraction', "'450000'", "'4500.00'", 'must be whole minor units', 'letter.floorMinor'],
    ['a negative cap', 'total: { perDay: 3', 'total: { perDay: -1', 'expected number to be >=0', 'caps.total.perDay'],
    ['no tries at all', 'triesPerRung: 3', 'triesPerRung: 0', 'expected number to be >=1', 'triesPerRung'],
  ])('%s', (_, from, to, reason, path) => {
    const refusal = refusalOf(changed(from, to));
    expect(refusal).toContain('Policy pack tw-bank-card.yaml is refused');
    expect(refusal).toContain(reason);
    expect(refusal).toContain(path === '' ? reason : `→ at ${path}`);
  });
  test('a folder with one bad pack is refused with its name', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'packs-'));
    await writeFile(join(folder, 'good.yaml'), packText);
    await writeFile(join(folder, 'bad.yaml'), changed('triesPerRung: 3\n', ''));
    await expect(readPolicyPacks(folder)).rejects.toThrow('Policy pack bad.yaml is refused');
    await rm(folder, { recursive: true });
  });
});

function refusalOf(yaml: string): string {
  try {
    parse(yaml);
  } catch (error) {
    return String(error);
  }
  throw new Error('The pack was not refused');
}
