import { gzipSync } from 'node:zlib';
import { csvOf, fileOf, overdueTexts, paymentTexts, readAll } from './sampleRows';

const accounts = (...ids: string[]) => ids.map((id) => ({ ...overdueTexts, account_id: id }));
const brief = (reads: readonly object[]) =>
  reads.map((read) => {
    const { line, row, reason } = read as { line: number; row?: { accountId: string }; reason?: string };
    return `${line} ${row?.accountId ?? reason}`;
  });
const overdue = async (name: string, content: string | Uint8Array) =>
  brief(await readAll(fileOf(name, content), 'overdue'));

const jsonOf = (...rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

test.each(['.csv', '.jsonl', '.ndjson'])('a %s file gives the same rows packed or not', async (ending) => {
  const rows = accounts('A-1', 'A-2');
  const content = ending === '.csv' ? csvOf(...rows) : jsonOf(...rows);
  const plain = await readAll(fileOf(`f${ending}`, content), 'overdue');
  const packed = await readAll(fileOf(`f${ending}.gz`, gzipSync(content)), 'overdue');
  expect(plain.every((read) => 'row' in read)).toBe(true);
  expect(packed).toEqual(plain);
  expect(plain.map(({ line }) => line)).toEqual(ending === '.csv' ? [2, 3] : [1, 2]);
});

test('columns come in any order, an empty field is absent', async () => {
  const row = Object.fromEntries(Object.entries({ ...paymentTexts, method: '' }).toReversed());
  const [read] = await readAll(fileOf('p.csv', csvOf(row)), 'payment');
  expect(read).toMatchObject({ line: 2, row: { paymentId: 'P-1', amountMinor: 5000n } });
  expect(read).not.toHaveProperty('row.method');
});

test('a byte order mark, Windows line ends, blank lines and a missing last line end are accepted', async () => {
  const content = `\uFEFF${csvOf(...accounts('A-1', 'A-2')).replaceAll('\n', '\r\n\r\n')}`.trimEnd();
  expect(await overdue('f.csv', content)).toEqual(['3 A-1', '5 A-2']);
  expect(await overdue('f.jsonl', `\uFEFF\r\n${jsonOf(...accounts('A-1'))}\r\n`)).toEqual(['2 A-1']);
});

test('a line is the physical line on which the record begins, also after a field with line breaks', async () => {
  const [header, ...rows] = csvOf(...accounts('A-1', 'A-2', 'A-3')).split('\n');
  const broken = rows[0]!.replace('測試 一', '"測試\n""一"""');
  const reads = await overdue('f.csv', [header, broken, rows[1], rows[2]].join('\n'));
  expect(reads).toEqual([expect.stringMatching(/^2 name: /), '4 A-2', '5 A-3']);
});

test('a bad row costs only itself', async () => {
  const [header, a, b, c] = csvOf(...accounts('A-1', 'A-2', 'A-3')).split('\n');
  const reads = await overdue('f.csv', [header, a, `${b},more`, 'one', b, `x"${c}`, c].join('\n'));
  expect(reads).toEqual([
    '2 A-1',
    '3 has 14 fields where the header has 13',
    '4 has 1 fields where the header has 13',
    '5 A-2',
    expect.stringMatching(/^6 a quote /),
    '7 A-3',
  ]);
});

test.each([1, 5, 40])('a quote that is never closed costs only its line, with %d rows behind it', async (count) => {
  const [header, first, ...rest] = csvOf(
    ...accounts('A-0', ...Array.from({ length: count }, (_, i) => `B-${i}`)),
  ).split('\n');
  const quoted = rest.map((row) => row.replace('測試 一', '"測試 一"'));
  const reads = await overdue('f.csv', [header, first!.replace('測試', '"測試'), ...quoted].join('\n'));
  expect(reads).toHaveLength(count + 1);
  expect(reads[0]).toBe('2 a quote is opened and not closed');
  expect(reads.at(-1)).toBe(`${count + 2} B-${count - 1}`);
});

test('two stray quotes do not swallow the rows between them', async () => {
  const [header, a, b, c] = csvOf(...accounts('A-1', 'A-2', 'A-3')).split('\n');
  const reads = await overdue('f.csv', [header, `"${a}`, b, `"${c}`].join('\n'));
  expect(reads).toEqual([expect.stringMatching(/^2 a quote /), '3 A-2', expect.stringMatching(/^4 a quote /)]);
});

test('a JSON line that is none, or no object, or of unknown keys, costs only itself', async () => {
  const good = overdueTexts;
  const content = `{"account_id":\n[1]\n${jsonOf({ ...good, principal_minor: 100_000 }, { ...good, fees_minor: 1.5 }, { ...good, shoe_size: 1 }, { ...good, national_id: null })}`;
  expect(await overdue('f.jsonl', content)).toEqual([
    '1 the line is not valid JSON',
    '2 the line is not a JSON object',
    '3 A-1',
    expect.stringContaining('4 fees_minor "1.5"'),
    '5 unknown column "shoe_size"',
    '6 A-1',
  ]);
});

test.each(['f.csv', 'f.jsonl', 'f.csv.gz', 'f.jsonl.gz'])(
  'a line longer than the limit costs only itself (%s)',
  async (name) => {
    const rows = accounts('A-1', 'A-2', 'A-3');
    const lines = (name.includes('csv') ? csvOf(...rows) : jsonOf(...rows)).trimEnd().split('\n');
    const at = lines.length - 2;
    for (const bytes of [65_537, 300_000]) {
      const content = lines.with(at, 'x'.repeat(bytes)).join('\n');
      expect(await overdue(name, name.endsWith('.gz') ? gzipSync(content) : content)).toEqual([
        expect.stringMatching(/ A-1$/),
        `${at + 1} the line is too long`,
        expect.stringMatching(new RegExp(`^${at + 2} A-3$`)),
      ]);
    }
  },
);

/** 測試 in Big5 and GBK. */
test.each([
  ['Big5', [0xb4, 0xfa, 0xb8, 0xd5]],
  ['GBK', [0x9c, 0x79, 0xd4, 0x87]],
  ['a cut off character', [0xe6, 0xb8]],
])('%s is one clear error that names the line', async (_, bytes) => {
  const [header, a, b] = csvOf(...accounts('A-1', 'A-2')).split('\n');
  const [before, after] = b!.split('測試');
  const content = Buffer.concat([
    Buffer.from(`${header}\n${a}\n${before}`),
    Buffer.from(bytes),
    Buffer.from(`${after}\n${a}\n`),
  ]);
  await expect(overdue('f.csv', content)).rejects.toThrow(/^Line 3 is not UTF-8.*iconv/);
});

test('rows before a wrong byte far into the file are read, and its line is named exactly', async () => {
  const rows = csvOf(...accounts(...Array.from({ length: 3000 }, (_, index) => `A-${index}`)));
  const path = fileOf('f.csv', Buffer.concat([Buffer.from(rows), Buffer.from([0xff])]));
  await expect(readAll(path, 'overdue')).rejects.toThrow('Line 3002 is not UTF-8');
});

test.each([
  ['UTF-16', 'f.csv', Buffer.from(`\uFEFF${csvOf(overdueTexts)}`, 'utf16le'), 'The file is UTF-16. Save it as UTF-8'],
  ['an unnamed gzip', 'f.csv', gzipSync(csvOf(overdueTexts)), 'The file is gzip compressed'],
  [
    'a false gzip',
    'f.csv.gz',
    Buffer.from(csvOf(overdueTexts)),
    'The file is damaged, cut off or not gzip (Z_DATA_ERROR)',
  ],
  ['a cut off gzip', 'f.csv.gz', gzipSync(csvOf(overdueTexts)).subarray(0, -20), 'The file is damaged, cut off'],
  ['another ending', 'f.xlsx', Buffer.from('x'), 'must end in .csv, .jsonl or .ndjson'],
  ['an empty file', 'f.csv', Buffer.from(''), 'The file is empty'],
  ['no header', 'f.csv', Buffer.from('A-1,王小明\n'), 'The first line is not the header of overdue rows'],
  ['a header with a stray quote', 'f.csv', Buffer.from('account_id,na"me\n'), 'Line 1, the header, cannot be read'],
  ['an unknown column', 'f.csv', csvOf({ ...overdueTexts, shoe_size: '1' }), 'Unknown column "shoe_size", column 14'],
  ['a column twice', 'f.csv', Buffer.from('account_id,account_id\n'), 'The column "account_id" is there twice'],
  ['missing columns', 'f.csv', Buffer.from('account_id,debtor_id\n'), 'The header lacks the column product, currency'],
])('%s is one clear error', async (_, name, content, expected) => {
  await expect(overdue(name, content)).rejects.toThrow(expected);
});

test('an error about the header repeats no value of a row that stands in its place', async () => {
  const content = csvOf(overdueTexts).split('\n')[1]!;
  const message = await overdue('f.csv', `${content}\n`).catch((error: Error) => error.message);
  for (const value of ['A-1', '測試', '+886']) expect(message).not.toContain(value);
});

test('a header alone is a file without rows', async () => {
  expect(await overdue('f.csv', csvOf(overdueTexts).split('\n')[0]!)).toEqual([]);
});
