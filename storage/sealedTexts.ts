import { randomBytes } from 'node:crypto';
import type { Db, Trx } from './database';
import { sha256 } from './json';
import { openDebtorKey, seal, unseal, type MasterKey } from './personalData';

const SALT_BYTES = 16;

/** Seals a text and gives its hash. A random salt is hashed with the text, so that an erased text cannot be found again by guessing. */
export function sealText(debtorKey: Buffer, text: string, id: string): { content: Buffer; sha256: string } {
  const salted = Buffer.concat([randomBytes(SALT_BYTES), Buffer.from(text)]);
  return { content: seal(debtorKey, salted, id), sha256: sha256(salted) };
}

/** What `sealText` has sealed; the hash is made anew from what was opened. */
export type OpenedText = Readonly<{ salt: Buffer; content: string; sha256: string }>;

export function openText(debtorKey: Buffer, content: Buffer, id: string): OpenedText {
  const salted = unseal(debtorKey, content, id);
  const [salt, text] = [salted.subarray(0, SALT_BYTES), salted.subarray(SALT_BYTES)];
  return { salt, content: text.toString(), sha256: sha256(salted) };
}

/** Texts by id as they are kept, each with its debtor's key; what nobody kept is not in the answer. */
export const sealedTexts = (db: Db | Trx, ids: readonly string[]) =>
  db
    .selectFrom('texts')
    .innerJoin('debtors', 'debtors.id', 'texts.debtor_id')
    .select(['texts.id', 'texts.sha256', 'texts.content', 'texts.debtor_id', 'debtors.wrapped_key'])
    .where('texts.id', 'in', [...ids])
    .execute();
export type SealedText = Awaited<ReturnType<typeof sealedTexts>>[number];

/** The key of an erased debtor is gone, and with it the texts. */
export const isErased = ({ wrapped_key }: Pick<SealedText, 'wrapped_key'>): boolean => wrapped_key.length === 0;

/** Throws for a text that was erased or damaged. */
export const openKept = (master: MasterKey, { id, content, debtor_id, wrapped_key }: SealedText): OpenedText =>
  openText(openDebtorKey(master, debtor_id, wrapped_key), content, id);
