import { timelineHtml } from '../../cli/timeline/html/timelineHtml';
import type { Timeline } from '../../cli/timeline/model';
import { timelinePdf } from '../../cli/timeline/pdf/timelinePdf';
import { readTimeline } from '../../cli/timeline/readTimeline';
import { sealWords } from '../../storage/queries/texts';
import { postMessages } from '../../storage/inbox';
import { readPdf, type PrintedLine } from '../activities/adapters/letter/readPdf';
import { MASTER, ms, payment, storedWorld, type StoredWorld } from '../storage/storedWorld';
import { livedLife, PERSON } from './livedLife';

let stored: StoredWorld;
beforeAll(async () => {
  stored = await storedWorld();
  await livedLife(stored, 'T-1');
});
afterAll(() => stored.drop());

const now = ms('2026-07-20T12:00:00+08:00');
const lifeOf = (accountId: string): Promise<Timeline> =>
  readTimeline(stored.db, { accountId, role: 'operator', master: MASTER, now });
const textOf = (lines: readonly PrintedLine[]): string => lines.map(({ text }) => text).join('');

test('the PDF holds the life in text that can be copied, Chinese included, with numbered pages', async () => {
  const pdf = await timelinePdf(await lifeOf('T-1'));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  const pages = readPdf(pdf);
  expect(pages.length).toBeGreaterThan(3);
  for (const [i, page] of pages.entries()) {
    const lines = page.map(({ text }) => text);
    expect(lines).toContain(`Page ${i + 1} of ${pages.length}`);
    expect(lines).toContain('2026-07-20 12:00 Asia/Taipei (2026-07-20T04:00:00.000Z)');
    expect(page.filter(({ hasMissingGlyph }) => hasMissingGlyph)).toEqual([]);
  }
  const whole = textOf(pages.flat());
  expect(whole).toContain(`${PERSON.name}您好`);
  expect(whole).toContain('逾期帳款通知');
  expect(whole).toMatch(/The email "first-email" is not made \[CONSENT\]/);
  expect(whole).toMatch(/rule: CONSENT: A channel that the debtor opted out of is not used/);
});

test('a character that no font has is a box on paper, and the words around it are read', async () => {
  const whole = textOf(readPdf(await timelinePdf(await lifeOf('T-1'))).flat());
  expect(whole).toContain('我媽媽住院了 □');
});

test('the same life gives the same bytes', async () => {
  const [one, other] = [await timelinePdf(await lifeOf('T-1')), await timelinePdf(await lifeOf('T-1'))];
  expect(one.equals(other)).toBe(true);
});

test('a text longer than a page goes on over the next ones and loses nothing', async () => {
  await stored.begin('T-long');
  const lines = Array.from({ length: 120 }, (_, i) => `第 ${i + 1} 行：我要說的話還沒有說完`);
  const { textId } = (await sealWords(stored.db, MASTER, 'T-long', lines.join('\n')))!;
  await stored.post('T-long', 'long-reply', { fact: { type: 'ReplyReported', replyId: 'SM-9', textId } });
  await stored.takeTurn('T-long');
  const pages = readPdf(await timelinePdf(await lifeOf('T-long')));
  const whole = textOf(pages.flat());
  for (const line of lines) expect(whole).toContain(line);
  expect(pages.filter((page) => textOf(page).includes('我要說的話')).length).toBeGreaterThan(1);
});

test('a life of 1,000 events is one page of a few megabytes', async () => {
  await stored.begin('T-many');
  const facts = Array.from({ length: 1_000 }, (_, i) => ({
    accountId: 'T-many',
    source: 'bank',
    externalId: `many-${i}`,
    receivedAt: now,
    ...payment(`many-${i}`, 10n),
  }));
  await postMessages(stored.db, facts);
  for (let turns = 0; turns < 5; turns++) await stored.takeTurn('T-many');
  const html = timelineHtml(await lifeOf('T-many'));
  expect(html.split('<article').length - 1).toBeGreaterThan(1_000);
  expect(html.length).toBeLessThan(5_000_000);
});
