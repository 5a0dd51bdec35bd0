const FULL_WIDTH = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;

/** Columns of a terminal that a text takes: Chinese characters take two. */
const widthOf = (text: string): number =>
  Array.from(text).reduce((width, character) => width + (FULL_WIDTH.test(character) ? 2 : 1), 0);

/** Rows under their headers, columns aligned; a cell that is null is shown as a dash. */
export function table(headers: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  const cells = [headers, ...rows.map((row) => row.map((cell) => cell ?? '–'))];
  const widths = headers.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))));
  const lineOf = (row: readonly string[]): string =>
    row.map((cell, column) => cell + ' '.repeat(widths[column]! - widthOf(cell))).join('  ');
  return cells.map((row) => lineOf(row).trimEnd()).join('\n');
}
