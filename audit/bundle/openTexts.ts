import type { Trx } from '../../storage/database';
import { openDebtorKey, unseal, type MasterKey } from '../../storage/personalData';
import { textOf, type BundledRow, type BundledText, type NotIncluded, NAMES } from './form';

const SALT_BYTES = 16;

/** Opens every text that went out to some accounts' debtors. One that was erased, or never kept, is said to be missing. */
export async function openTexts(
  trx: Trx,
  master: MasterKey,
  rows: readonly BundledRow[],
): Promise<Readonly<{ texts: readonly BundledText[]; missing: readonly NotIncluded[] }>> {
  const texts: BundledText[] = [];
  const missing: NotIncluded[] = [];
  for (const row of rows) {
    const named = textOf(row);
    if (!named) continue;
    const opened = await openSalted(trx, master, named.id);
    if (typeof opened === 'string') missing.push({ name: NAMES.text(named.id), reason: opened });
    else texts.push({ id: named.id, accountId: row.accountId, ...opened });
  }
  return { texts, missing };
}

async function openSalted(
  trx: Trx,
  master: MasterKey,
  id: string,
): Promise<Pick<BundledText, 'salt' | 'content'> | string> {
  const row = await trx
    .selectFrom('texts')
    .innerJoin('debtors', 'debtors.id', 'texts.debtor_id')
    .select(['texts.content', 'texts.debtor_id', 'debtors.wrapped_key'])
    .where('texts.id', '=', id)
    .executeTakeFirst();
  if (!row) return 'the text is not kept any more';
  if (row.wrapped_key.length === 0) return 'the debtor was erased, and the text with them';
  const salted = unseal(openDebtorKey(master, row.debtor_id, row.wrapped_key), row.content, id);
  return { salt: salted.subarray(0, SALT_BYTES).toString('hex'), content: salted.subarray(SALT_BYTES).toString() };
}
