import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** The one form in which a value is hashed (RFC 8785): the same content has the same text on every machine. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('Only JSON values have a canonical form');
  return text;
}

export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
