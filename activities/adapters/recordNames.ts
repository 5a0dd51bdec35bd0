import { opendir } from 'node:fs/promises';
import type { NamedRecords } from '../ports';
import { errorCode } from './errorCode';

/** How many names that are no reference are kept; more of them tell nothing new. */
const STRANGERS_KEPT = 1_000;

/** The references in a folder, by the account that each names. */
export type RecordNames = Readonly<{
  of(accountId: string): readonly string[];
  named(): Iterable<NamedRecords>;
}>;

/**
 * Lists a folder once. References are `<account><separator><number>`, one file or folder each, so that an account with its numbers
 * is all that is kept in memory. A folder that is not there yet is empty.
 */
export async function listRecords(folder: string, separator: string, suffix: string): Promise<RecordNames> {
  const numbers = new Map<string, number[]>();
  const strangers: string[] = [];
  for await (const name of namesIn(folder)) {
    if (!name.endsWith(suffix)) continue;
    const reference = decoded(name.slice(0, name.length - suffix.length));
    const named = accountIn(reference, separator);
    if (!named) {
      if (strangers.length < STRANGERS_KEPT) strangers.push(reference);
      continue;
    }
    const known = numbers.get(named.accountId);
    if (known) known.push(named.number);
    else numbers.set(named.accountId, [named.number]);
  }
  const of = (accountId: string): readonly string[] =>
    (numbers.get(accountId) ?? []).map((number) => `${accountId}${separator}${number}`);
  return {
    of,
    *named() {
      for (const accountId of numbers.keys()) yield { accountId, references: of(accountId) };
      if (strangers.length > 0) yield { accountId: null, references: strangers };
    },
  };
}

/** Names of a folder as they come, without drafts of files that are still being written. */
export async function* namesIn(folder: string): AsyncGenerator<string> {
  try {
    for await (const { name } of await opendir(folder)) if (!name.startsWith('.')) yield name;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** A number with a leading zero would come back as another name. */
function accountIn(reference: string, separator: string): { accountId: string; number: number } | null {
  const at = reference.lastIndexOf(separator);
  const digits = reference.slice(at + separator.length);
  if (at < 1 || !/^(0|[1-9]\d{0,14})$/.test(digits)) return null;
  return { accountId: reference.slice(0, at), number: Number(digits) };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
