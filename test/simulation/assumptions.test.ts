import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { ASSUMED, readAssumptions } from '../../simulation/life/assumptions';
import { fileOf } from '../intake/sampleRows';

const written = (): Record<string, Record<string, unknown>> =>
  parse(readFileSync(ASSUMED, 'utf8')) as Record<string, Record<string, unknown>>;

async function refusalOf(change: (file: Record<string, Record<string, unknown>>) => void): Promise<string> {
  const file = written();
  change(file);
  return readAssumptions(fileOf('mine.yaml', stringify(file))).then(
    () => 'it was not refused',
    (error: Error) => error.message,
  );
}

test('what is assumed says that it is assumed', async () => {
  expect((await readAssumptions(ASSUMED)).assumptions.source).toBe('assumption');
  expect(await refusalOf((file) => Object.assign(file, { source: 'data' }))).toMatch(
    /mine\.yaml is refused:[^]*at source/,
  );
});

test.each([
  ['a share above 1', ['delivery', 'sms', 1.5], 'at delivery.sms'],
  ['ways to end a call that are more than 1 together', ['call', 'voicemail', 0.9], 'at call'],
  ['a word that nobody knows', ['payment', 'luck', 1], 'at payment'],
  ['a text for a number', ['cost', 'sms', 'cheap'], 'at cost.sms'],
] as const)('%s is refused with its place', async (_, [part, key, value], place) => {
  expect(await refusalOf((file) => Object.assign(file[part]!, { [key]: value }))).toContain(place);
});

test('comments and order do not change the hash, a figure does', async () => {
  const { sha256 } = await readAssumptions(ASSUMED);
  const same = await readAssumptions(fileOf('same.yaml', stringify(written())));
  const other = written();
  other['delivery']!['sms'] = 0.5;
  expect(same.sha256).toBe(sha256);
  expect((await readAssumptions(fileOf('other.yaml', stringify(other)))).sha256).not.toBe(sha256);
});

test('a file that is not there, or no YAML, is said plainly', async () => {
  await expect(readAssumptions('/nowhere/a.yaml')).rejects.toThrow('There is no file /nowhere/a.yaml.');
  await expect(readAssumptions(fileOf('bad.yaml', 'a: ['))).rejects.toThrow(/bad\.yaml is refused/);
});
