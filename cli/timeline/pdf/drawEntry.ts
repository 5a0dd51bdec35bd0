import { LANGUAGES } from '../../../domain/policy';
import { BADGES, wasNotMade, type Look } from '../looks';
import type { Entry, Paper } from '../model';
import { isAlarming } from '../papers';
import { COLOURS, keepTogether, page, write, writeAt, type Sheet } from './sheet';

const INDENT = 44;
const BAR_X = page.left + 34;

const LOOK_COLOURS: Readonly<Record<Look, string>> = {
  contact: COLOURS.good,
  unsent: COLOURS.bad,
  refused: COLOURS.bad,
  heard: COLOURS.violet,
  money: COLOURS.blue,
  hold: COLOURS.open,
  person: COLOURS.ink,
  plain: COLOURS.faint,
};

/** One event with its time at the side, a bar along it, what went out, and all that bears on it in small print. */
export function drawEntry(sheet: Sheet, entry: Entry): void {
  const { doc } = sheet;
  keepTogether(sheet, 54);
  const colour = LOOK_COLOURS[entry.look];
  const begin = { page: doc.bufferedPageRange().count - 1, y: doc.y };
  writeAt(sheet, entry.clock, page.left, doc.y + 1, { size: 9 });
  doc.y = begin.y;
  const badge = BADGES[entry.look];
  if (badge) write(sheet, badge, { size: 7.5, colour, indent: INDENT, gap: 0 });
  const said = wasNotMade(entry.look) ? COLOURS.faint : COLOURS.ink;
  write(sheet, `${entry.says} — ${entry.who}`, { size: 9.5, colour: said, indent: INDENT });
  if (entry.paper) drawPaper(sheet, entry.paper);
  write(sheet, whyText(entry), { size: 7, colour: COLOURS.faint, indent: INDENT, gap: 0 });
  drawBar(sheet, begin, colour, wasNotMade(entry.look));
  doc.y += 8;
}

const whyText = ({ why }: Entry): string =>
  why
    .flatMap(([label, text]) => (text === undefined ? [] : [`${label}: ${text.replaceAll('\n', ' / ')}`]))
    .join('  |  ');

function drawPaper(sheet: Sheet, { to, language, subject, paragraphs, state, verdict, sha256, textId }: Paper): void {
  const own = LANGUAGES.find((known) => known === language) ?? sheet.language;
  const indent = INDENT + 12;
  if (to) write(sheet, `to ${to}`, { size: 8, colour: COLOURS.faint, indent });
  if (subject) write(sheet, subject, { size: 10.5, indent, language: own });
  if (paragraphs) write(sheet, paragraphs.join('\n'), { size: 9.5, indent, gap: 3, language: own });
  const colour = isAlarming(state) ? COLOURS.bad : COLOURS.faint;
  write(sheet, `${verdict} ${sha256 ?? textId}`, { size: 7, colour, indent });
}

/** Along the whole entry, on each page that it takes; a broken line for a contact that was not made. */
function drawBar({ doc }: Sheet, begin: { page: number; y: number }, colour: string, isBroken: boolean): void {
  const last = doc.bufferedPageRange().count - 1;
  const endY = doc.y;
  for (let number = begin.page; number <= last; number += 1) {
    doc.switchToPage(number);
    const from = number === begin.page ? begin.y : page.top;
    const to = number === last ? endY : page.height - page.bottom;
    doc.lineWidth(isBroken ? 1.5 : 2.5).strokeColor(colour);
    if (isBroken) doc.dash(3, { space: 2 });
    doc.moveTo(BAR_X, from).lineTo(BAR_X, to).stroke().undash();
  }
  doc.y = endY;
}
