import { z } from 'zod';
import type { PolicyHash } from '../domain/brand';
import type { PolicyInForce } from '../domain/policy';
import { readAnyForm } from './firstPackForm';
import { canonical, sha256 } from './json';
import { policyCodec } from './policyCodec';

/** The content must be the one that its hash, and with it the journal, stands for. */
export function readPolicy({ hash, content }: { hash: string; content: unknown }): PolicyInForce {
  if (sha256(canonical(content)) !== hash) {
    throw new Error(`Policy ${hash} was altered in the database; restore its content`);
  }
  const parsed = policyCodec.safeDecode(readAnyForm(content));
  if (!parsed.success) throw new Error(`Policy ${hash} cannot be read:\n${z.prettifyError(parsed.error)}`);
  return { hash: hash as PolicyHash, policy: parsed.data };
}
