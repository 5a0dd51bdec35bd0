import PdfDocument from 'pdfkit';
import type { Line } from '../../terminal/labelled';
import type { Chapter, Timeline } from '../model';
import { drawCurve } from './drawCurve';
import { drawEntry } from './drawEntry';
import { COLOURS, keepTogether, page, textWidth, write, writeAt, type Sheet } from './sheet';

/** The whole life as a PDF for A4 paper, with its fonts in it; the same timeline gives the same bytes. */
export async function timelinePdf(timeline: Timeline): Promise<Buffer> {
  const { top, bottom, left, right } = page;
  const doc = new PdfDocument({
    size: 'A4',
    margins: { top, bottom, left, right },
    bufferPages: true,
    lang: 'en',
    info: { Title: `Account ${timeline.accountId}`, CreationDate: new Date(timeline.generatedAt) },
  });
  const parts: Uint8Array[] = [];
  const whole = (async () => {
    for await (const part of doc) parts.push(part as Uint8Array);
  })();
  drawLife({ doc, language: timeline.language }, timeline);
  doc.end();
  await whole;
  return Buffer.concat(parts);
}

function drawLife(sheet: Sheet, timeline: Timeline): void {
  drawHead(sheet, timeline);
  heading(sheet, 'Balance and contacts');
  drawCurve(sheet, timeline);
  for (const chapter of timeline.chapters) drawChapter(sheet, chapter);
  drawPageLines(sheet, timeline);
}

function drawHead(sheet: Sheet, timeline: Timeline): void {
  write(sheet, `Account ${timeline.accountId}`, { size: 18 });
  write(sheet, `${timeline.product} · as of ${timeline.generated}`, { size: 9, colour: COLOURS.faint });
  write(sheet, `Made for the role ${timeline.role}: ${timeline.sees}.`, { size: 10, colour: COLOURS.open, gap: 6 });
  for (const alarm of timeline.alarms) write(sheet, alarm, { size: 10, colour: COLOURS.bad, gap: 4 });
  for (const line of timeline.head) drawFact(sheet, line);
  heading(sheet, 'Policy packs that were followed');
  for (const line of timeline.packs) drawFact(sheet, line);
}

const LABEL_WIDTH = 84;

function drawFact(sheet: Sheet, [label, text]: Line): void {
  if (text === undefined) return;
  keepTogether(sheet, 24);
  const { doc } = sheet;
  const { y } = doc;
  const indent = label.length > 14 ? 12 : LABEL_WIDTH;
  write(sheet, label, { size: 9, colour: COLOURS.faint });
  if (indent === LABEL_WIDTH) doc.y = y;
  write(sheet, text, { size: 9, indent });
}

function heading(sheet: Sheet, text: string): void {
  keepTogether(sheet, 160);
  const { doc } = sheet;
  doc.y += 8;
  write(sheet, text, { size: 13 });
  doc
    .lineWidth(0.8)
    .strokeColor(COLOURS.ink)
    .moveTo(page.left, doc.y)
    .lineTo(page.left + textWidth, doc.y)
    .stroke();
  doc.y += 6;
}

function drawChapter(sheet: Sheet, { title, days }: Chapter): void {
  heading(sheet, `Stage: ${title}`);
  for (const { day, weekday, entries } of days) {
    keepTogether(sheet, 80);
    write(sheet, `${day}, ${weekday}`, { size: 10, colour: COLOURS.faint, gap: 4 });
    for (const entry of entries) drawEntry(sheet, entry);
  }
}

/** On each page: whose life it is, for whom it was made and when, and which page of how many. */
function drawPageLines(sheet: Sheet, { accountId, role, generated }: Timeline): void {
  const { doc } = sheet;
  const { count } = doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(index);
    // Text inside the bottom margin would otherwise start a new page.
    doc.page.margins.bottom = 0;
    writeAt(sheet, `Account ${accountId}, for the role ${role}`, page.left, 36, { size: 8 });
    writeAt(sheet, generated, page.left, 36, { size: 8, align: 'right' });
    writeAt(sheet, `Page ${index + 1} of ${count}`, page.left, page.height - 34, { size: 8, align: 'right' });
  }
}
