/** A value inside a visibility query. Account ids hold no quotes, but a query is no place for trust. */
export const quoted = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
export const listOf = (values: readonly string[]): string => `(${values.map(quoted).join(', ')})`;
