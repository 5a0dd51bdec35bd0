export type Line = readonly [label: string, text: string | undefined];

/** What there is something to say of. */
export const told = (lines: readonly Line[]) =>
  lines.filter((line): line is readonly [label: string, text: string] => line[1] !== undefined);

/** A line for each fact, behind its name; what there is nothing to say of is left out. Further lines of a text hang below it. */
export function labelled(lines: readonly Line[]): string {
  const facts = told(lines);
  const width = Math.max(0, ...facts.map(([label]) => label.length)) + 2;
  const hang = `\n${' '.repeat(width + 2)}`;
  return facts.map(([label, text]) => `  ${label.padEnd(width)}${text.replaceAll('\n', hang)}`).join('\n');
}
