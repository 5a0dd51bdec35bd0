/** Whether two values say the same, whatever the order of their fields; a field that is undefined is not there. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [fieldsOf(a), fieldsOf(b)];
  if (left.length !== right.length) return false;
  return left.every(([key, value]) => isSame(value, (b as Record<string, unknown>)[key]));
}

const fieldsOf = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([, part]: [string, unknown]) => part !== undefined);
