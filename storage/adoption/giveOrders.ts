import { sql } from 'kysely';
import { whyLeftOut, type Follower } from '../../domain/adoption/leftOut';
import type { PolicyHash } from '../../domain/brand';
import type { Policy } from '../../domain/policy';
import type { Instant } from '../../domain/time';
import type { Policies } from '../../domain/turn';
import type { Db, Trx } from '../database';
import { encodeFact } from '../messageCodec';
import { markOf } from '../postMessages';
import { finish, isRollback, lockAdoption, rolledBack, type Adoption } from './adoptionRows';
import { headedFor } from './headedFor';

export const SOURCE = 'policy-adoption';
const ACCOUNTS_PER_PAGE = 500;
/** Accounts may be handed over meanwhile by somebody who has not heard of the new version; each pass finds fewer. */
const PASSES_MAX = 10;

export type Ordered = Readonly<{ adoptionId: string; ordered: number; isFinished: boolean }>;
type Options = Readonly<{
  policies: Policies;
  receivedAt: Instant;
  onProgress?: (ordered: number) => void;
  /** Asked between two pages: the same adoption goes on later where it stopped. */
  isStopped?: () => boolean;
}>;

/**
 * Tells each account that an adoption is for: a fact in its inbox, whose bell rings when its turn has come, so many a second.
 * It may be stopped, killed, or run twice at once: nobody is told twice.
 */
export async function giveOrders(db: Db, adoptionId: string, options: Options): Promise<Ordered> {
  let ordered = 0;
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const before = ordered;
    for (let after: string | null = ''; after !== null;) {
      if (options.isStopped?.()) return { adoptionId, ordered, isFinished: false };
      const page: Page = await db.transaction().execute((trx) => orderPage(trx, adoptionId, after ?? '', options));
      ordered += page.ordered;
      after = page.last;
      options.onProgress?.(ordered);
    }
    if (ordered === before) break;
  }
  await finish(db, adoptionId);
  return { adoptionId, ordered, isFinished: true };
}

type Page = Readonly<{ ordered: number; last: string | null }>;

async function orderPage(trx: Trx, adoptionId: string, after: string, options: Options): Promise<Page> {
  const adoption = await lockAdoption(trx, adoptionId);
  if (adoption.finishedAt !== null) return { ordered: 0, last: null };
  const followers = await followersAfter(trx, adoption, after);
  const moved = followers.filter((follower) => mayFollow(follower, adoption, options.policies));
  const ordered = await order(
    trx,
    adoption,
    moved.map(({ id }) => id),
    options.receivedAt,
  );
  return { ordered, last: followers.at(-1)?.id ?? null };
}

type Candidate = Readonly<{ id: string; product: Follower['product']; currency: Follower['currency'] }>;

/** Accounts that head for the version which is left; for a way back those alone whom its adoption told. */
async function followersAfter(trx: Trx, { id, fromHash }: Adoption, after: string): Promise<Candidate[]> {
  const isOurs = isRollback(id)
    ? sql`exists (select 1 from inbox i where i.source = ${SOURCE} and i.external_id = ${`${rolledBack(id)}/`} || a.id)`
    : sql`true`;
  // Before its first turn an account's figures are known from its hand-over alone.
  const { rows } = await sql<Candidate>`
    select a.id, coalesce(a.snapshot ->> 'product', h.body ->> 'product') as product,
      coalesce(a.currency, h.body ->> 'currency') as currency
    from accounts a left join inbox h on a.version = 0 and h.source = 'hand-over' and h.external_id = a.id
    where a.id > ${after} and a.status <> 'closed' and ${headedFor} = ${fromHash} and ${isOurs}
    order by a.id limit ${ACCOUNTS_PER_PAGE}`.execute(trx);
  return rows;
}

/** Whoever goes back has followed that version before. */
function mayFollow({ product, currency }: Candidate, { id, fromHash, toHash }: Adoption, policies: Policies): boolean {
  const pack = (hash: string): Policy => policies(hash as PolicyHash);
  const { jurisdiction } = pack(fromHash);
  return isRollback(id) || whyLeftOut({ product, currency, jurisdiction }, pack(toHash)) === undefined;
}

/** The bells follow each other at the adoption's pace, from now or from where the last page ended. */
async function order(trx: Trx, adoption: Adoption, ids: readonly string[], receivedAt: Instant): Promise<number> {
  if (ids.length === 0) return 0;
  const { id, by, perSecond } = adoption;
  const policyHash = adoption.toHash as PolicyHash;
  const fact = encodeFact({ type: 'PolicyChangeOrdered', policyHash, adoptionId: id, by }) as object;
  const { rows } = await sql<{ ordered: number }>`
    with pace as (select id, greatest(clock_timestamp(), rings_until) as begins from adoptions where id = ${id}),
    told as (
      insert into inbox (account_id, source, external_id, type, body, body_sha256, received_at, ring_at)
      select c.id, ${SOURCE}, ${`${id}/`} || c.id, 'PolicyChangeOrdered', ${JSON.stringify(fact)}::jsonb, ${markOf(fact)},
        ${new Date(receivedAt)}, pace.begins + (c.number - 1) * interval '1 second' / ${perSecond}::integer
      from unnest(${ids}::text[]) with ordinality as c(id, number), pace
      on conflict (source, external_id) do nothing returning id)
    update adoptions set accounts = accounts + (select count(*) from told),
      rings_until = pace.begins + ${ids.length} * interval '1 second' / ${perSecond}::integer
    from pace where adoptions.id = pace.id returning (select count(*)::int from told) as ordered`.execute(trx);
  return rows[0]!.ordered;
}
