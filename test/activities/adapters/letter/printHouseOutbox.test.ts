import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LetterRefused, ProviderUnavailable, type OutgoingLetter } from '../../../../activities/ports';
import { printHouseOutbox } from '../../../../activities/adapters/letter/printHouseOutbox';

const letter: OutgoingLetter = {
  registerNumber: 'CN-2026-000007',
  language: 'zh-CN',
  addressee: ['张喆 女士', '上海市浦东新区世纪大道 100 号', '200120'],
  sender: ['诚信银行信用卡中心'],
  title: '逾期账款催收函',
  paragraphs: ['您的账户已逾期 95 天，应还人民币 12,345.67 元。'],
  datedOn: '2026-03-02',
  registered: true,
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arrears-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a letter is printed once however often it is handed over [LETTER-REGISTERED]', async () => {
  const house = printHouseOutbox(folder);
  const answers = await Promise.all([house.print(letter), printHouseOutbox(folder).print(letter)]);
  answers.push(await house.print(letter));
  const pdf = await readFile(join(folder, 'CN-2026-000007.pdf'));
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  for (const answer of answers) expect(answer).toEqual({ providerRef: 'CN-2026-000007', pages: 1, sha256 });
  expect((await readdir(folder)).sort()).toEqual(['CN-2026-000007.json', 'CN-2026-000007.pdf']);
});

test('the job ticket holds nothing personal', async () => {
  const { sha256 } = await printHouseOutbox(folder).print(letter);
  const ticket: unknown = JSON.parse(await readFile(join(folder, 'CN-2026-000007.json'), 'utf8'));
  expect(ticket).toEqual({
    registerNumber: 'CN-2026-000007',
    pages: 1,
    sha256,
    registered: true,
    datedOn: '2026-03-02',
  });
});

test('a number is never used for two letters', async () => {
  const house = printHouseOutbox(folder);
  const { sha256 } = await house.print(letter);
  await expect(house.print({ ...letter, paragraphs: ['另一封信。'] })).rejects.toThrow(LetterRefused);
  await expect(house.print({ ...letter, registered: false })).rejects.toThrow(LetterRefused);
  const pdf = await readFile(join(folder, 'CN-2026-000007.pdf'));
  expect(createHash('sha256').update(pdf).digest('hex')).toBe(sha256);
});

test('a letter that the house has taken away is not laid out again', async () => {
  const house = printHouseOutbox(folder);
  const first = await house.print(letter);
  await unlink(join(folder, 'CN-2026-000007.pdf'));
  expect(await house.print(letter)).toEqual(first);
  expect(await readdir(folder)).toEqual(['CN-2026-000007.json']);
});

test('a handing over that died between letter and ticket is completed', async () => {
  const house = printHouseOutbox(folder);
  const first = await house.print(letter);
  await unlink(join(folder, 'CN-2026-000007.json'));
  expect(await house.print(letter)).toEqual(first);
  expect(await readdir(folder)).toContain('CN-2026-000007.json');
});

test('a letter without its ticket is not replaced by another one', async () => {
  const house = printHouseOutbox(folder);
  await house.print(letter);
  await unlink(join(folder, 'CN-2026-000007.json'));
  await expect(house.print({ ...letter, paragraphs: ['另一封信。'] })).rejects.toThrow(LetterRefused);
  expect(await readdir(folder)).toEqual(['CN-2026-000007.pdf']);
});

test('an outbox that cannot be written is tried again later', async () => {
  await writeFile(join(folder, 'outbox'), 'a file where the folder should be');
  await expect(printHouseOutbox(join(folder, 'outbox')).print(letter)).rejects.toThrow(ProviderUnavailable);
});

test('a number that could leave the folder is refused', async () => {
  const outside = { ...letter, registerNumber: '../TW-1' };
  await expect(printHouseOutbox(folder).print(outside)).rejects.toThrow(LetterRefused);
});
