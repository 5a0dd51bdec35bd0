import { formatMoney, type Currency } from '../../../domain/money';
import { curveText } from '../balanceChart';
import { localMoment } from '../../reading/localTime';
import type { Timeline } from '../model';
import { COLOURS, keepTogether, page, textWidth, write, writeAt, type Sheet } from './sheet';

const HEIGHT = 90;

/** The same drawing as on the page: the balance as steps, a full dot for a contact that was made, a hollow one for the others. */
export function drawCurve(sheet: Sheet, { curve, currency, timeZone }: Timeline): void {
  const { doc } = sheet;
  const money = (minor: bigint): string => formatMoney(minor, currency as Currency);
  keepTogether(sheet, HEIGHT + 60);
  const topY = doc.y + 14;
  const [first, last] = [curve.points[0]!, curve.points.at(-1)!];
  const most = curve.points.reduce((most, { balanceMinor }) => (balanceMinor > most ? balanceMinor : most), 1n);
  const xOf = (at: number): number => page.left + (textWidth * (at - first.at)) / Math.max(1, last.at - first.at);
  const yOf = (minor: bigint): number => topY + HEIGHT * (1 - Number(minor) / Number(most));

  doc.lineWidth(0.5).strokeColor(COLOURS.line);
  doc
    .moveTo(page.left, topY)
    .lineTo(page.left + textWidth, topY)
    .stroke();
  doc
    .moveTo(page.left, topY + HEIGHT)
    .lineTo(page.left + textWidth, topY + HEIGHT)
    .stroke();
  doc.moveTo(xOf(first.at), yOf(first.balanceMinor));
  for (const [i, { at, balanceMinor }] of curve.points.entries()) {
    doc.lineTo(xOf(at), yOf(curve.points[i - 1]?.balanceMinor ?? balanceMinor)).lineTo(xOf(at), yOf(balanceMinor));
  }
  doc.lineWidth(1.2).strokeColor(COLOURS.blue).stroke();
  for (const { at, balanceMinor, look } of curve.marks) {
    doc.lineWidth(1).circle(xOf(at), yOf(balanceMinor), 2.4);
    if (look === 'contact') doc.fillColor(COLOURS.good).fill();
    else doc.fillAndStroke('#ffffff', COLOURS.bad);
  }
  writeAt(sheet, money(most), page.left, topY - 13, { size: 7 });
  writeAt(sheet, localMoment(first.at, timeZone).slice(0, 10), page.left, topY + HEIGHT + 3, { size: 7 });
  writeAt(sheet, localMoment(last.at, timeZone).slice(0, 10), page.left, topY + HEIGHT + 3, {
    size: 7,
    align: 'right',
  });
  doc.y = topY + HEIGHT + 14;
  const says = `${curveText(curve, money)} A full green dot is a contact, a hollow red one was not made.`;
  write(sheet, says, { size: 8, colour: COLOURS.faint, gap: 8 });
}
