import PdfDocument from 'pdfkit';
import { LetterRefused, type OutgoingLetter } from '../../ports';
import { fontFor } from './letterFonts';
import { letterWords, writtenDate } from './letterWords';

type Sheet = Readonly<{ doc: PDFKit.PDFDocument; letter: OutgoingLetter }>;
type Box = Readonly<{ x: number; y: number; width: number; size: number; gap?: number }>;

const mm = (length: number): number => (length * 72) / 25.4;

/** DIN 5008 form B on A4, so that the address shows in the window of a usual envelope. Measures in points. */
const page = { top: mm(25), bottom: mm(28), left: mm(25), right: mm(20) };
const textWidth = mm(210) - page.left - page.right;
const windowBox = { x: mm(25), senderY: mm(56), y: mm(62.7), width: mm(80), height: mm(27.3) };
const factsBox = { x: mm(125), y: mm(50), width: mm(65), size: 9 };
const titleY = mm(103.5);
const footerY = mm(280);

/**
 * Draws a letter as a PDF for A4 paper. The same letter gives the same bytes, so its hash stands for its content.
 * @throws LetterRefused when a character has no glyph or the address does not fit the window
 */
export async function letterPdf(letter: OutgoingLetter): Promise<Readonly<{ pdf: Buffer; pages: number }>> {
  const doc = new PdfDocument({
    size: 'A4',
    margins: page,
    bufferPages: true,
    lang: letter.language,
    // Whatever differs from run to run would change the hash; the file's id is derived from these.
    info: { Title: letter.registerNumber, CreationDate: new Date(`${letter.datedOn}T00:00:00Z`) },
  });
  const parts: Uint8Array[] = [];
  const whole = (async () => {
    for await (const part of doc) parts.push(part as Uint8Array);
  })();
  const sheet = { doc, letter };
  const pages = drawLetter(sheet);
  doc.end();
  await whole;
  return { pdf: Buffer.concat(parts), pages };
}

function drawLetter(sheet: Sheet): number {
  drawAddress(sheet);
  const factsEndY = drawFacts(sheet);
  drawText(sheet, Math.max(titleY, factsEndY + mm(6)));
  return drawPageNumbers(sheet);
}

function drawAddress(sheet: Sheet): void {
  const { x, senderY, y, width, height } = windowBox;
  write(sheet, 'the sender', sheet.letter.sender.slice(0, 2).join(' · '), { x, y: senderY, width, size: 6.5 });
  const address = sheet.letter.addressee.join('\n');
  const size = [11, 10, 9, 8].find((size) => {
    useFont(sheet, 'the address', address).fontSize(size);
    return sheet.doc.heightOfString(address, { width, lineGap: 1 }) <= height;
  });
  if (!size) throw new LetterRefused('the address does not fit the window; shorten it');
  write(sheet, 'the address', address, { x, y, width, size, gap: 1 });
}

/** Beside the window: who writes, when, under which number. Returns where it ends. */
function drawFacts(sheet: Sheet): number {
  const { sender, language, datedOn, registerNumber, registered } = sheet.letter;
  const words = letterWords[language];
  const facts = [
    ...sender,
    '',
    `${words.date}: ${writtenDate(language, datedOn)}`,
    `${words.number}: ${registerNumber}`,
    ...(registered ? [words.registered] : []),
  ];
  write(sheet, 'the sender', facts.join('\n'), { ...factsBox, gap: 2 });
  return sheet.doc.y;
}

function drawText(sheet: Sheet, startY: number): void {
  const { doc, letter } = sheet;
  write(sheet, 'the title', letter.title, { x: page.left, y: startY, width: textWidth, size: 15 });
  doc.y += mm(5);
  for (const [index, paragraph] of letter.paragraphs.entries()) {
    write(sheet, `paragraph ${index + 1}`, paragraph, { x: page.left, y: doc.y, width: textWidth, size: 11, gap: 4 });
    doc.y += mm(3);
  }
}

/** Pages are numbered only where there are several. Returns how many there are. */
function drawPageNumbers(sheet: Sheet): number {
  const { doc, letter } = sheet;
  const { count } = doc.bufferedPageRange();
  if (count === 1) return count;
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(index);
    // Text inside the bottom margin would otherwise start a new page.
    doc.page.margins.bottom = 0;
    const text = `${letter.registerNumber} · ${letterWords[letter.language].page(index + 1, count)}`;
    write(sheet, 'the page number', text, { x: page.left, y: footerY, width: textWidth, size: 8 });
  }
  return count;
}

function write(sheet: Sheet, place: string, text: string, { x, y, width, size, gap = 0 }: Box): void {
  useFont(sheet, place, text).fontSize(size).text(text, x, y, { width, lineGap: gap });
}

function useFont({ doc, letter }: Sheet, place: string, text: string): PDFKit.PDFDocument {
  const font = fontFor(letter.language, text);
  if (!font)
    throw new LetterRefused(`${place} has a character that no font can print; have it written by hand or replaced`);
  // pdfkit takes a font that is already parsed, which its types do not know.
  return doc.font(font as unknown as Buffer);
}
