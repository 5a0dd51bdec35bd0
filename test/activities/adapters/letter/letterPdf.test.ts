import { LetterRefused, type OutgoingLetter } from '../../../../activities/ports';
import { letterPdf } from '../../../../activities/adapters/letter/letterPdf';
import { readPdf } from './readPdf';

const paragraph =
  '台端向本行申請之信用卡，截至民國一一五年三月二日止，尚有應繳帳款新臺幣 12,345 元（含本金、利息及費用）未清償，已逾期 95 日。' +
  '請於文到七日內繳清上開款項，或與本行聯絡協商還款方式，俾免影響台端之信用紀錄。';

const letter: OutgoingLetter = {
  registerNumber: 'TW-2026-000042',
  language: 'zh-TW',
  addressee: ['王龘喆 先生', '臺北市大安區忠孝東路四段 216 巷', '10696'],
  sender: ['誠信商業銀行股份有限公司', '臺北市信義區松仁路 100 號'],
  title: '信用卡帳款催繳通知函',
  paragraphs: ['王先生您好：', paragraph],
  datedOn: '2026-03-02',
  registered: true,
};

const mm = 72 / 25.4;

async function linesOf(change: Partial<OutgoingLetter> = {}) {
  return readPdf((await letterPdf({ ...letter, ...change })).pdf);
}

test('everything in a letter can be read back from the paper, each character with a glyph', async () => {
  const [lines = []] = await linesOf();
  const text = lines.map((line) => line.text).join('');
  const whole = [...letter.addressee, ...letter.sender, letter.title, ...letter.paragraphs, letter.registerNumber];
  // Spaces at the end of a line are not drawn.
  for (const part of whole) expect(text.replaceAll(' ', '')).toContain(part.replaceAll(' ', ''));
  expect(text).toContain('2026年3月2日');
  expect(text).toContain('掛號郵件');
  expect(lines.filter(({ hasMissingGlyph }) => hasMissingGlyph)).toEqual([]);
});

test('the address stands in the window of the envelope', async () => {
  const [lines = []] = await linesOf();
  for (const part of letter.addressee) {
    const line = lines.find(({ text }) => text === part);
    const fromTop = 297 * mm - (line?.y ?? 0);
    expect(line?.x).toBeCloseTo(25 * mm, 1);
    expect(fromTop).toBeGreaterThan(62.7 * mm);
    expect(fromTop).toBeLessThan(90 * mm);
  }
});

test('Chinese without spaces is broken into lines that stay on the paper and begin with no full stop or comma', async () => {
  const [lines = []] = await linesOf({ paragraphs: ['帳款已逾期，請儘速繳清。'.repeat(40)] });
  const body = lines.filter(({ size, x }) => size === 11 && Math.abs(x - 25 * mm) < 0.1).slice(letter.addressee.length);
  expect(body.length).toBeGreaterThan(10);
  for (const { text } of body) {
    // A full character is as wide as it is high; the text is 165 mm wide.
    expect(Array.from(text).length * 11).toBeLessThanOrEqual(165 * mm);
    expect(text).not.toMatch(/^[，。；：）、]/);
  }
});

test('pages are numbered when there are several, and only then', async () => {
  expect((await linesOf()).flat().map(({ text }) => text)).not.toContainEqual(expect.stringContaining('頁'));
  const pages = await linesOf({ paragraphs: Array.from({ length: 25 }, () => paragraph) });
  expect(pages.length).toBeGreaterThan(1);
  for (const [index, lines] of pages.entries()) {
    expect(lines.map(({ text }) => text)).toContain(`TW-2026-000042 · 第 ${index + 1} 頁，共 ${pages.length} 頁`);
  }
});

test('the same letter gives the same bytes, another one others', async () => {
  const [first, second] = [await letterPdf(letter), await letterPdf(letter)];
  expect(first.pdf.equals(second.pdf)).toBe(true);
  expect((await letterPdf({ ...letter, title: '信用卡帳款通知函' })).pdf.equals(first.pdf)).toBe(false);
});

test('a rare character that only the other font has is printed from that one', async () => {
  const [lines = []] = await linesOf({ addressee: ['王䶮 先生', '10696'] });
  expect(lines).toContainEqual(expect.objectContaining({ text: '王䶮 先生', hasMissingGlyph: false }));
});

test('a letter with a character that no font has is refused, not printed with a hole, and the error quotes nobody', async () => {
  const printing = letterPdf({ ...letter, addressee: ['王𠮷 先生', '10696'] });
  await expect(printing).rejects.toThrow(LetterRefused);
  await expect(printing).rejects.toThrow(/the address has a character that no font can print/);
  await expect(printing).rejects.not.toThrow(/王|𠮷/);
});

test('an address too long for the window is refused', async () => {
  const addressee = Array.from({ length: 9 }, () => '臺北市大安區忠孝東路四段二百一十六巷三十三弄十五號');
  await expect(letterPdf({ ...letter, addressee })).rejects.toThrow('does not fit the window');
});

test.each([
  ['zh-CN', '逾期账款催收函', '挂号信'],
  ['en', 'Reminder of an overdue balance', 'Registered mail'],
] as const)('a letter in %s has its own words', async (language, title, registered) => {
  const [lines = []] = await linesOf({ language, title });
  const texts = lines.map(({ text }) => text);
  expect(texts).toEqual(expect.arrayContaining([title, registered]));
});
