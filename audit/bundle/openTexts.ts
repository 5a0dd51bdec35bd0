import type { Trx } from '../../storage/database';
import type { MasterKey } from '../../storage/personalData';
import { isErased, openKept, sealedTexts } from '../../storage/sealedTexts';
import { textOf, type BundledRow, type BundledText, type NotIncluded, NAMES } from './form';

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
  const [row] = await sealedTexts(trx, [id]);
  if (!row) return 'the text is not kept any more';
  if (isErased(row)) return 'the debtor was erased, and the text with them';
  const { salt, content } = openKept(master, row);
  return { salt: salt.toString('hex'), content };
}
