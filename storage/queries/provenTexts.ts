import type { Db } from '../database';
import { fingerprint, openDebtorKey, type MasterKey } from '../personalData';
import { isErased, openText, sealedTexts, type OpenedText, type SealedText } from '../sealedTexts';

/** A text that the journal names: by id, with the hash that the journal holds where it holds one. */
export type NamedText = Readonly<{ id: string; sha256: string | null }>;
/**
 * Whether the text that is kept is the one that the journal means. `notOpened`: nobody looked inside, and the hash that
 * lies beside the sealed text is the journal's. `damaged`: what is sealed does not open, or was exchanged.
 */
export type TextState = 'matches' | 'differs' | 'notOpened' | 'erased' | 'missing' | 'damaged';
export type ProvenText = Readonly<{ state: TextState; content: string | null }>;

const IDS_AT_ONCE = 500;
const WORDS_ID = /^text-[0-9a-f]{32}$/;

/**
 * Looks each text up and holds it against its hash; with the master key it is opened and hashed anew. What differs from its
 * hash is given all the same: a reader has to see it.
 */
export async function proveTexts(
  db: Db,
  master: MasterKey | null,
  named: readonly NamedText[],
): Promise<ReadonlyMap<string, ProvenText>> {
  const proven = new Map<string, ProvenText>(named.map(({ id }) => [id, { state: 'missing', content: null }]));
  for (let from = 0; from < named.length; from += IDS_AT_ONCE) {
    const part = new Map(named.slice(from, from + IDS_AT_ONCE).map(({ id, sha256 }) => [id, sha256]));
    for (const row of await sealedTexts(db, [...part.keys()])) {
      proven.set(row.id, prove(row, part.get(row.id) ?? null, master));
    }
  }
  return proven;
}

function prove(row: SealedText, journalled: string | null, master: MasterKey | null): ProvenText {
  const expected = journalled ?? row.sha256;
  if (isErased(row)) return { state: 'erased', content: null };
  if (!master) return { state: row.sha256 === expected ? 'notOpened' : 'differs', content: null };
  const key = openDebtorKey(master, row.debtor_id, row.wrapped_key);
  const opened = openOrNull(key, row);
  if (!opened) return { state: 'damaged', content: null };
  const isMeant =
    opened.sha256 === expected &&
    opened.sha256 === row.sha256 &&
    (!WORDS_ID.test(row.id) || isNamedByItself(key, row.id, opened));
  return { state: isMeant ? 'matches' : 'differs', content: opened.content };
}

function openOrNull(key: Buffer, { content, id }: SealedText): OpenedText | null {
  try {
    return openText(key, content, id);
  } catch {
    return null;
  }
}

/** The id of words is a mark of the words themselves, as `sealWords` makes it. */
const isNamedByItself = (key: Buffer, id: string, { content }: OpenedText): boolean =>
  id === `text-${fingerprint(key, 'text', content)}`;
