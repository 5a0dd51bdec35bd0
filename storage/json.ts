import { z } from 'zod';

export { canonical, sha256 } from './canonical';

/** Amounts are strings in JSON: a number would lose cents above 2^53. */
export const minor = z.codec(z.string().regex(/^-?\d{1,18}$/, 'must be whole minor units'), z.bigint(), {
  decode: BigInt,
  encode: String,
});

/** Snapshots are ours alone: a bigint is written as `{"bigint":"123"}`, an object that no account has and no text can be. */
export const stringifySnapshot = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? { bigint: String(part) } : part));

export function reviveSnapshot(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(reviveSnapshot);
  if (typeof json !== 'object' || json === null) return json;
  if ('bigint' in json) return BigInt(String(json.bigint));
  return Object.fromEntries(Object.entries(json).map(([key, part]) => [key, reviveSnapshot(part)]));
}
