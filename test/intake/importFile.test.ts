import { execFile } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { importFile, type Sink, type StoreOutcome } from '../../intake/importFile';
import type { PaymentRow } from '../../intake/paymentRow';
import type { Progress } from '../../intake/progress';
import { csvOf, fileOf, paymentTexts } from './sampleRows';

const payments = (count: number, change: (index: number) => object = () => ({})) =>
  csvOf(
    ...Array.from({ length: count }, (_, index) => ({ ...paymentTexts, payment_id: `P-${index}`, ...change(index) })),
  );

/** A store that keeps its word: batch and line reached together, the same row again is `repeated`, another is a `conflict`. */
function storage(beforeAnswer: (batch: number) => void = () => {}) {
  const rows = new Map<string, bigint>();
  const done = new Map<string, number>();
  const sizes: number[] = [];
  const outcomeOf = ({ paymentId, amountMinor }: PaymentRow): StoreOutcome['outcome'] => {
    const stored = rows.get(paymentId);
    rows.set(paymentId, stored ?? amountMinor);
    if (stored === undefined) return 'added';
    return stored === amountMinor ? 'repeated' : 'conflict';
  };
  const sink: Sink<PaymentRow> = {
    alreadyDone: async (hash) => done.get(hash) ?? 0,
    store: async (hash, batch, throughLine) => {
      sizes.push(batch.length);
      const outcomes = batch.map(({ line, row }) => ({ line, outcome: outcomeOf(row) }));
      done.set(hash, Math.max(done.get(hash) ?? 0, throughLine));
      beforeAnswer(sizes.length);
      return outcomes;
    },
  };
  return { sink, rows, sizes };
}

const job = (content: string) => {
  const path = fileOf('payments.csv', content);
  return { path, kind: 'payment', rejectsPath: join(dirname(path), 'rejects.csv'), batchRows: 10 } as const;
};

test('each row is handed over once, in batches, and no rejects file is made when all are taken', async () => {
  const { sink, rows, sizes } = storage();
  const given = job(payments(25));
  expect(await importFile({ ...given, sink })).toEqual({
    rows: 25,
    added: 25,
    repeated: 0,
    rejected: 0,
    resumedAfterLine: 0,
    fileSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(sizes).toEqual([10, 10, 5]);
  expect(rows.size).toBe(25);
  expect(existsSync(given.rejectsPath)).toBe(false);
});

test('bad rows and conflicts go to the rejects file in the order of their lines, the rest goes on', async () => {
  const { sink } = storage();
  const given = job(
    payments(6, (index) => {
      if (index === 1) return { amount_minor: '-5' };
      if (index === 3) return { payment_id: 'P-0', amount_minor: '7' };
      if (index === 4) return { payment_id: 'P-0' };
      return index === 5 ? { account_id: '4111111111111111' } : {};
    }),
  );
  const summary = await importFile({ ...given, sink });
  expect(summary).toMatchObject({ rows: 6, added: 2, repeated: 1, rejected: 3, rejectsPath: given.rejectsPath });
  expect(readFileSync(given.rejectsPath, 'utf8').split('\n')).toEqual([
    'line,account_id,reason',
    '3,A-1,"amount_minor ""-5"": must be whole minor units: 1 to 15 digits without sign, point or comma"',
    '5,A-1,says something else than what is stored',
    '7,,account_id: an account id must not be a card number [PRIVACY]',
    '',
  ]);
});

/** Every third row is bad, every tenth says something else than the first. */
const mixed = payments(95, (index) => {
  if (index % 3 === 2) return { currency: 'EUR' };
  return index % 10 === 3 ? { payment_id: 'P-0', amount_minor: '7' } : {};
});

test.each([1, 2, 5, 10])(
  'an import that dies after storing batch %d goes on and tells each reject once',
  async (fatal) => {
    const whole = { ...job(mixed), ...storage() };
    await importFile(whole);
    const expected = readFileSync(whole.rejectsPath, 'utf8');

    const given = job(mixed);
    const store = storage((batch) => {
      if (batch === fatal) throw new Error('the process was killed');
    });
    await expect(importFile({ ...given, sink: store.sink })).rejects.toThrow('the process was killed');
    const summary = await importFile({ ...given, sink: store.sink });
    expect(summary.resumedAfterLine).toBe(Math.min(fatal * 10, 95) + 1);
    expect(summary.rows).toBe(95 - Math.min(fatal * 10, 95));
    expect([...store.rows]).toEqual([...whole.rows]);
    expect(readFileSync(given.rejectsPath, 'utf8')).toBe(expected);
  },
);

test.each([
  ['the header', 3],
  ['an early line', 700],
  ['the last line', -30],
])('half of %s in the rejects file, left by a killed process, does not stay', async (_, cut) => {
  const given = job(mixed);
  const store = storage();
  await importFile({ ...given, sink: store.sink });
  const whole = readFileSync(given.rejectsPath, 'utf8');
  writeFileSync(given.rejectsPath, whole.slice(0, cut));
  await importFile({ ...given, sink: store.sink });
  const lines = readFileSync(given.rejectsPath, 'utf8').split('\n');
  expect(lines).toEqual([...new Set(lines)]);
  expect(whole.split('\n')).toEqual(expect.arrayContaining(lines));
  expect(lines.slice(-4)).toEqual(whole.split('\n').slice(-4));
});

test('a stop between batches keeps what was stored, and the next run goes on behind it', async () => {
  const given = job(payments(30));
  const stop = new AbortController();
  const store = storage((batch) => {
    if (batch === 2) stop.abort(new Error('stopped by the operator'));
  });
  await expect(importFile({ ...given, sink: store.sink, signal: stop.signal })).rejects.toThrow(
    'stopped by the operator',
  );
  expect(store.rows.size).toBe(20);
  expect(await importFile({ ...given, sink: store.sink })).toMatchObject({ rows: 10, added: 10, resumedAfterLine: 21 });
});

test('a file that was imported already adds nothing, under whatever name it comes again', async () => {
  const store = storage();
  const content = payments(25);
  await importFile({ ...job(content), sink: store.sink });
  const again = await importFile({ ...job(content), sink: store.sink });
  expect(again).toMatchObject({ rows: 0, added: 0, repeated: 0, rejected: 0, resumedAfterLine: 26 });
  expect(store.rows.size).toBe(25);
});

test('a longer file with the same rows at its start repeats them and adds the new ones', async () => {
  const store = storage();
  await importFile({ ...job(payments(25)), sink: store.sink });
  const longer = await importFile({ ...job(payments(27)), sink: store.sink });
  expect(longer).toMatchObject({ rows: 27, added: 2, repeated: 25, rejected: 0 });
});

test('a file of another kind in the place of the rejects is refused and left alone, before anything is stored', async () => {
  const given = job(mixed);
  const store = storage();
  writeFileSync(given.rejectsPath, 'dear diary\n');
  await expect(importFile({ ...given, sink: store.sink })).rejects.toThrow('is not a rejects file of an import');
  expect(readFileSync(given.rejectsPath, 'utf8')).toBe('dear diary\n');
  expect(store.rows.size).toBe(0);
});

test('rejects of an earlier file of the same name do not outlive its correction', async () => {
  const given = job(mixed);
  await importFile({ ...given, sink: storage().sink });
  writeFileSync(given.path, payments(5));
  expect(await importFile({ ...given, sink: storage().sink })).not.toHaveProperty('rejectsPath');
  expect(existsSync(given.rejectsPath)).toBe(false);
});

test('a file that changes while it is imported is told', async () => {
  const given = job(payments(25));
  const store = storage((batch) => {
    if (batch === 1) writeFileSync(given.path, payments(26));
  });
  await expect(importFile({ ...given, sink: store.sink })).rejects.toThrow(
    'The file was changed while it was imported',
  );
});

test('a sink that does not answer each row is found out', async () => {
  const sink: Sink<PaymentRow> = { alreadyDone: async () => 0, store: async () => [] };
  await expect(importFile({ ...job(payments(5)), sink })).rejects.toThrow('The sink answered 0 of 5 rows.');
});

test('progress ends with the whole file and is told at most about five times a second', async () => {
  const told: Progress[] = [];
  const startedAt = performance.now();
  const given = job(payments(5000));
  await importFile({ ...given, sink: storage().sink, onProgress: (progress) => told.push(progress) });
  const seconds = (performance.now() - startedAt) / 1000;
  const last = told.at(-1)!;
  expect(told.length).toBeLessThanOrEqual(seconds * 5 + 2);
  expect(last).toMatchObject({ rows: 5000, added: 5000, bytesRead: last.bytesTotal });
  expect(last.rowsPerSecond).toBeGreaterThan(0);
});

test('memory does not grow with the file: 300,000 rows pass through a heap of 128 MB', async () => {
  const path = fileOf('big.csv', '');
  const header = csvOf(paymentTexts).split('\n')[0]!;
  await pipeline(
    Readable.from(
      (function* () {
        yield `${header}\n`;
        for (let start = 0; start < 300_000; start += 1000) {
          yield payments(1000, (index) => ({ payment_id: `P-${start + index}` })).slice(header.length + 1);
        }
      })(),
    ),
    createWriteStream(path),
  );
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [require.resolve('tsx/cli'), join(__dirname, 'countRows.ts'), path],
    { env: { ...process.env, NODE_OPTIONS: '--max-old-space-size=128' } },
  );
  const { rows, heapGrowthMiB } = JSON.parse(stdout) as { rows: number; heapGrowthMiB: number };
  expect(rows).toBe(300_000);
  expect(heapGrowthMiB).toBeLessThan(48);
}, 60_000);
