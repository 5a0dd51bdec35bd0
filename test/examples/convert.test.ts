import { createReadStream, createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { FILES, SAMPLE, lines, manifestOf, text } from './readPortfolio';
import { convert, FIXTURE, temporary } from './runConvert';

async function converted(input: string, ...more: string[]): Promise<string> {
  const out = join(temporary(), 'out');
  await convert('--input', input, '--start', '2026-01-01', '--out', out, ...more);
  return out;
}

test('two runs make the same bytes, from a plain and from a packed input', async () => {
  const packed = join(temporary(), 'uci.csv.gz');
  await pipeline(createReadStream(FIXTURE), createGzip(), createWriteStream(packed));
  const [one, two] = await Promise.all([converted(FIXTURE), converted(packed)]);
  expect(readdirSync(one).toSorted()).toEqual(
    ['README.md', ...FILES, 'payments.csv', 'happenings.jsonl', 'manifest.json'].toSorted(),
  );
  for (const name of readdirSync(one)) expect(readFileSync(join(two, name))).toEqual(readFileSync(join(one, name)));
});

test('the sample is what the converter makes: its first accounts are those of the first clients of the data', async () => {
  const out = await converted(FIXTURE);
  const accounts = manifestOf(out).accounts;
  expect(accounts).toBeGreaterThan(10);
  for (const name of FILES) expect(lines(SAMPLE, name).slice(0, lines(out, name).length)).toEqual(lines(out, name));
  const isOfTheFirst = (line: string) => Number(/TW-(\d{6})/.exec(line)?.[1]) <= accounts;
  for (const name of ['payments.csv', 'happenings.jsonl']) {
    expect(lines(SAMPLE, name).filter(isOfTheFirst)).toEqual(lines(out, name).filter(isOfTheFirst));
  }
  expect(manifestOf(SAMPLE).files).toEqual(manifestOf(out).files);
});

test('fewer clients give the same first accounts', async () => {
  const [some, all] = await Promise.all([converted(FIXTURE, '--clients', '20'), converted(FIXTURE)]);
  expect(manifestOf(some).clients).toBe(20);
  for (const name of FILES) expect(lines(all, name).slice(0, lines(some, name).length)).toEqual(lines(some, name));
});

test('the attribution goes with the output', async () => {
  const out = await converted(FIXTURE);
  for (const name of ['README.md', 'manifest.json']) {
    for (const part of ['I-Cheng Yeh', 'UCI Machine Learning Repository', '10.24432/C55S3H', 'CC BY 4.0', 'changed']) {
      expect(text(out, name)).toContain(part);
    }
  }
});

test('the end of a short month stands for the days that it lacks', async () => {
  const out = join(temporary(), 'out');
  await convert('--input', FIXTURE, '--start', '2026-01-31', '--out', out);
  const days = manifestOf(out).files.map(({ handedOverAt }) => handedOverAt.slice(0, 10));
  expect(days.filter((_, index) => index % 4 === 0)).toEqual([
    '2026-02-04',
    '2026-03-04',
    '2026-04-04',
    '2026-05-04',
    '2026-06-04',
    '2026-07-04',
  ]);
  expect(days).toEqual(days.toSorted());
});
