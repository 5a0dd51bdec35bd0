import type { DebtorRecord, HeardMessage } from '../../../storage/redecide/debtorRecord';

/** A message that was marked as heard. */
type Marked = Readonly<{
  accountId: string;
  kind: 'broken';
  what: 'heardWithoutTurn';
  says: string;
  version: number;
}>;

/**
 * Messages that are marked as heard, though no turn of their account has heard them and come to the version that they name:
 * whoever marks one so has it overheard for ever. What was heard before turns were kept nobody can say.
 */
export function heardWithoutTurn({ accounts, rows, turns, messages }: DebtorRecord): readonly Marked[] {
  const heardAt = new Set(turns.flatMap((turn) => turn.heard.map((id) => keyOf(turn.accountId, id, turn.toVersion))));
  const keptFrom = new Map(accounts.map((id) => [id, rows.filter(({ accountId }) => accountId === id).length]));
  for (const { accountId, fromVersion } of turns)
    keptFrom.set(accountId, Math.min(fromVersion, keptFrom.get(accountId) ?? fromVersion));
  const wasKept = ({ accountId, heardVersion }: HeardMessage): boolean => {
    const from = keptFrom.get(accountId) ?? 0;
    return from === 0 || heardVersion > from;
  };
  return messages
    .filter((one) => wasKept(one) && !heardAt.has(keyOf(one.accountId, one.id, one.heardVersion)))
    .map(({ accountId, id, heardVersion: version }) => {
      const says = `Message ${id} is marked as heard with version ${version}, and no turn has heard it so.`;
      return { accountId, kind: 'broken', what: 'heardWithoutTurn', says, version };
    });
}

const keyOf = (accountId: string, id: string, version: number): string => `${accountId} ${id} ${version}`;
