import { inflateSync } from 'node:zlib';

/** One run of text as it stands on a page: a line, as pdfkit draws it. */
export type PrintedLine = Readonly<{ text: string; hasMissingGlyph: boolean; x: number; y: number; size: number }>;

/**
 * Reads back the text that a viewer would copy out of a PDF written by pdfkit: glyph numbers through the fonts'
 * ToUnicode maps. It follows the objects of the file, so it also proves that each font carries such a map.
 * @returns the lines of each page, top to bottom as drawn
 */
export function readPdf(pdf: Buffer): readonly (readonly PrintedLine[])[] {
  const objects = objectsOf(pdf);
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head));
  return pages.map(({ head }) => {
    const content = objects.get(reference(head, 'Contents'))?.stream ?? '';
    const resources = objects.get(reference(head, 'Resources'))?.head ?? '';
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => {
        const font = objects.get(Number(id))?.head ?? '';
        return [name, toUnicode(objects.get(reference(font, 'ToUnicode'))?.stream ?? '')];
      }),
    );
    return linesOf(content, fonts);
  });
}

type PdfObject = Readonly<{ head: string; stream: string }>;

function objectsOf(pdf: Buffer): Map<number, PdfObject> {
  const text = pdf.toString('latin1');
  const found = text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g);
  return new Map(
    [...found].map(([, id, body = '']) => {
      const [head = '', ...rest] = body.split('stream\n');
      const raw = Buffer.from(rest.join('stream\n').replace(/\nendstream$/, ''), 'latin1');
      const stream = head.includes('FlateDecode') ? inflateSync(raw).toString('latin1') : raw.toString('latin1');
      return [Number(id), { head, stream }];
    }),
  );
}

function reference(head: string, key: string): number {
  return Number(new RegExp(`/${key} (\\d+) 0 R`).exec(head)?.[1]);
}

function toUnicode(map: string): readonly string[] {
  const ranges = [...map.matchAll(/<[0-9a-f]+> <[0-9a-f]+> \[([^\]]*)\]/g)];
  return ranges.flatMap(([, entries = '']) =>
    [...entries.matchAll(/<([^>]*)>/g)].map(([, units = '']) => fromHex(units)),
  );
}

function fromHex(units: string): string {
  return units === '' ? '' : String.fromCharCode(...units.split(' ').map((unit) => parseInt(unit, 16)));
}

function linesOf(content: string, fonts: ReadonlyMap<string | undefined, readonly string[]>): PrintedLine[] {
  const blocks = [...content.matchAll(/BT\n([\s\S]*?)\nET/g)];
  return blocks.map(([, block = '']) => {
    const [, x, y] = /1 0 0 1 (\S+) (\S+) Tm/.exec(block) ?? [];
    const [, name, size] = /\/(F\d+) (\S+) Tf/.exec(block) ?? [];
    const shown = [...block.matchAll(/\[([^\]]*)\] TJ/g)].map(([, shown]) => shown).join('');
    const glyphs = [...shown.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, run = '']) => run.match(/.{4}/g) ?? []);
    const map = fonts.get(name) ?? [];
    return {
      text: glyphs.map((glyph) => map[parseInt(glyph, 16)] ?? '\uFFFD').join(''),
      hasMissingGlyph: glyphs.includes('0000'),
      x: Number(x),
      y: Number(y),
      size: Number(size),
    };
  });
}
