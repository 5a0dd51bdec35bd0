type Camel<Name> = Name extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Name;

/** The same record with `camelCase` keys; what may be absent stays optional. */
export type CamelKeys<Columns> = {
  readonly [Name in keyof Columns as Camel<Name>]: Exclude<Columns[Name], undefined>;
};

const camelNames = new Map<string, string>();

/** Takes a row with the column names of the file, gives it with the names of the code; absent values are left out. */
export function camelKeys<Columns extends object>(row: Columns): CamelKeys<Columns> {
  const named: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(row)) if (value !== undefined) named[camelName(column)] = value;
  return named as CamelKeys<Columns>;
}

/** Remembered, because a file asks for the same few names a million times. */
function camelName(column: string): string {
  const known = camelNames.get(column);
  if (known !== undefined) return known;
  const name = column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  camelNames.set(column, name);
  return name;
}
