import type { Db } from '../database';
import { keepText } from '../debtors';
import { fingerprint, openDebtorKey, type MasterKey } from '../personalData';
import { isErased, openKept, sealedTexts } from '../sealedTexts';

/** Opens texts by id, in one round trip; what nobody kept, or was erased, is not in the answer. */
export async function readTexts(db: Db, master: MasterKey, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sealedTexts(db, ids);
  return new Map(rows.filter((row) => !isErased(row)).map((row) => [row.id, openKept(master, row).content]));
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
    .executeTakeFirst();
  if (!debtor || isErased(debtor)) return null;
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
