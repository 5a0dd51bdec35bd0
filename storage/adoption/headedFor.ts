import { sql } from 'kysely';

/** The pack that account `a` follows, or will once it has heard the last change of packs that waits in its inbox. */
export const headedFor = sql<string>`coalesce((select i.body ->> 'policyHash' from inbox i
  where i.account_id = a.id and i.heard_version is null and i.type = 'PolicyChangeOrdered'
  order by i.id desc limit 1), a.policy_hash)`;
