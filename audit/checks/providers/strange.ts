import { sql } from 'kysely';
import type { Trx } from '../../../storage/database';
import type { Finding } from '../../finding';
import type { Attempt, Dealings } from './dealings';
import type { Kept } from './kept';
import { differencesIn, withoutDecision, type Unexplained } from './messages';

/**
 * Messages that no contact of anybody explains, by account, each once. People share numbers, so the contacts of all accounts are
 * asked; after that a contact whose outcome nobody knows, or is yet to come, may explain one message by its words.
 */
export async function strangeAmong(
  trx: Trx,
  unexplained: readonly Unexplained[],
  dealings: readonly Dealings[],
  kept: Kept,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const byRef = new Map(unexplained.map((one) => [one.record.providerRef, one]));
  if (byRef.size === 0) return new Map();
  for (const ref of await takenAmong(trx, [...byRef.keys()])) byRef.delete(ref);
  for (const attempt of undecidedIn(dealings)) {
    const like = [...byRef.values()].find((one) => isLike(one, attempt, kept));
    if (like) byRef.delete(like.record.providerRef);
  }
  const findings = new Map<string, Finding[]>();
  for (const { accountId, channel, record } of byRef.values()) {
    const finding = withoutDecision(accountId, channel, record.providerRef);
    findings.set(accountId, [...(findings.get(accountId) ?? []), finding]);
  }
  return findings;
}

async function takenAmong(trx: Trx, refs: readonly string[]): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom('attempts')
    .select('provider_ref')
    .where(sql<boolean>`provider_ref = any(${refs}::text[])`)
    .execute();
  return rows.flatMap(({ provider_ref: ref }) => ref ?? []);
}

const undecidedIn = (dealings: readonly Dealings[]): readonly Attempt[] =>
  dealings
    .flatMap(({ attempts }) => [...attempts.values()])
    .filter(({ standing }) => standing === 'unknown' || standing === 'open');

const isLike = ({ channel, record }: Unexplained, attempt: Attempt, kept: Kept): boolean =>
  attempt.channel === channel &&
  kept.addresses.has(attempt.contactPointId) &&
  differencesIn(record, attempt, kept).length === 0;
