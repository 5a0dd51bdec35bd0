export type Line = readonly [label: string, text: string | undefined];

/** A line for each fact, behind its name; what there is nothing to say of is left out. Further lines of a text hang below it. */
export function labelled(lines: readonly Line[]): string {
  const told = lines.filter((line): line is readonly [string, string] => line[1] !== undefined);
  const width = Math.max(0, ...told.map(([label]) => label.length)) + 2;
  const hang = `\n${' '.repeat(width + 2)}`;
  return told.map(([label, text]) => `  ${label.padEnd(width)}${text.replaceAll('\n', hang)}`).join('\n');
}
