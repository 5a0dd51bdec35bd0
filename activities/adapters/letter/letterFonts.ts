import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkit';
import type { Language } from '../../ports';

const traditional = fontOnce('@expo-google-fonts/noto-sans-tc/400Regular/NotoSansTC_400Regular.ttf');
const simplified = fontOnce('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');

/**
 * The font for one piece of text: the language's own, or the other one where a rare character of a name is only there.
 * Neither holds every character ever used in a name.
 * @returns undefined when no font has all the characters
 */
export function fontFor(language: Language, text: string): Font | undefined {
  const fonts = language === 'zh-TW' ? [traditional, simplified] : [simplified, traditional];
  return fonts.map((font) => font()).find((font) => covers(font, text));
}

function covers(font: Font, text: string): boolean {
  return Array.from(text).every(
    (character) => character === '\n' || font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  );
}

/** Reads and parses a font on first use; ten megabytes are not read for every letter. */
function fontOnce(file: string): () => Font {
  let font: Font | undefined;
  return () => (font ??= create(readFileSync(require.resolve(file))));
}
