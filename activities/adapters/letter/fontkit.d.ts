/** The little that is used here of pdfkit's own font reader, which ships without types. */
declare module 'fontkit' {
  export type Font = Readonly<{ hasGlyphForCodePoint(codePoint: number): boolean }>;
  export function create(file: Uint8Array): Font;
}
