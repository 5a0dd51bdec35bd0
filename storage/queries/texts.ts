import { sql } from 'kysely';
import type { Db } from '../database';
import { keepText, openText } from '../debtors';
import { fingerprint, openDebtorKey, type MasterKey } from '../personalData';

/** The key of an erased debtor is gone, and with it the texts. */
const isNotErased = sql<boolean>`length(debtors.wrapped_key) > 0`;

/** Opens texts by id, in one round trip; what nobody kept, or was erased, is not in the answer. */
export async function readTexts(db: Db, master: MasterKey, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('texts')
    .innerJoin('debtors', 'debtors.id', 'texts.debtor_id')
    .select(['texts.id', 'texts.content', 'texts.debtor_id', 'debtors.wrapped_key'])
    .where('texts.id', 'in', [...ids])
    .where(isNotErased)
    .execute();
  return new Map(
    rows.map(({ id, content, debtor_id, wrapped_key }) => {
      const key = openDebtorKey(master, debtor_id, wrapped_key);
      return [id, openText(key, content, id)];
    }),
  );
}

/** A text that is kept: its id, and the hash that a journal may hold. */
export type SealedWords = Readonly<{ textId: string; textSha256: string }>;

/**
 * Keeps words about the debtor of an account, or gives null where the account is unknown or erased. The id is made from a
 * hash under the debtor's key: the same words have the same id, and it tells nothing.
 */
export async function sealWords(
  db: Db,
  master: MasterKey,
  accountId: string,
  content: string,
): Promise<SealedWords | null> {
  const debtor = await db
    .selectFrom('accounts')
    .innerJoin('debtors', 'debtors.id', 'accounts.debtor_id')
    .select(['debtors.id', 'debtors.wrapped_key'])
    .where('accounts.id', '=', accountId)
    .where(isNotErased)
    .executeTakeFirst();
  if (!debtor) return null;
  const textId = `text-${fingerprint(openDebtorKey(master, debtor.id, debtor.wrapped_key), 'text', content)}`;
  return { textId, textSha256: await keepText(db, master, { id: textId, debtorId: debtor.id, content }) };
}

/** Keeps words and gives their id alone. */
export const keepWords = async (
  db: Db,
  master: MasterKey,
  accountId: string,
  content: string,
): Promise<string | null> => (await sealWords(db, master, accountId, content))?.textId ?? null;
