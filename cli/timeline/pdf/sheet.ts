import { fontFor } from '../../../activities/adapters/letter/letterFonts';
import type { Language } from '../../../domain/policy';

/** A document that is written from top to bottom, in the glyphs of one language. */
export type Sheet = Readonly<{ doc: PDFKit.PDFDocument; language: Language }>;

const mm = (length: number): number => (length * 72) / 25.4;
/** Measures in points; text stays between the margins. */
export const page = { top: mm(24), bottom: mm(20), left: mm(18), right: mm(18), width: mm(210), height: mm(297) };
export const textWidth = page.width - page.left - page.right;
export const COLOURS = {
  ink: '#1c2430',
  faint: '#5d6875',
  line: '#d9dee5',
  good: '#1d7a46',
  bad: '#b3261e',
  open: '#8a5a00',
  blue: '#2f5d8a',
  violet: '#6b4fa0',
};

export type Style = Readonly<{ size: number; colour?: string; indent?: number; gap?: number; language?: Language }>;

/** Writes below what was written last; a long text goes on over as many pages as it needs. */
export function write(
  sheet: Sheet,
  text: string,
  { size, colour = COLOURS.ink, indent = 0, gap = 2, language }: Style,
): void {
  const { doc } = sheet;
  const x = page.left + indent;
  for (const line of text.split('\n')) {
    const shown = useFont(sheet, line, language);
    doc
      .fontSize(size)
      .fillColor(colour)
      .text(shown || ' ', x, doc.y, { width: page.width - page.right - x, lineGap: 1 });
  }
  doc.y += gap;
}

/** One line at a place of its own: page headers, words in a drawing. */
export function writeAt(sheet: Sheet, text: string, x: number, y: number, style: Style & { align?: 'right' }): void {
  const { doc } = sheet;
  const { size, colour = COLOURS.faint, align = 'left' } = style;
  const shown = useFont(sheet, text);
  doc
    .fontSize(size)
    .fillColor(colour)
    .text(shown, x, y, { width: page.width - page.right - x, align, lineBreak: false });
}

/** Begins a new page when less than this is left: a heading does not stand alone at the end of one. */
export function keepTogether({ doc }: Sheet, height: number): void {
  if (doc.y + height > page.height - page.bottom) doc.addPage();
}

const MISSING = '□';

/**
 * Chooses the font that has all of a text. What debtors write may hold characters that none has: each is a box then, and the
 * rest is read all the same.
 */
function useFont({ doc, language }: Sheet, text: string, own: Language = language): string {
  const plain = text.replaceAll('\t', ' ').replaceAll('\r', '');
  const usual = fontFor(own, MISSING)!;
  const font = fontFor(own, plain) ?? usual;
  // pdfkit takes a font that is already parsed, which its types do not know; under its name it is taken in once.
  doc.font(font as unknown as Buffer, font === fontFor('zh-TW', MISSING) ? 'traditional' : 'simplified');
  const has = (one: string): boolean => font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0);
  return Array.from(plain, (one) => (has(one) ? one : MISSING)).join('');
}
