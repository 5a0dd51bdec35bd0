import type { Insertable } from 'kysely';
import type { Account } from '../../domain/account';
import type { AccountJournal, StoredEvent } from '../accountJournals';
import type { AccountRow, AttemptRow, EscalationRow, LetterRow, PaymentRow, ReferralRow } from '../database';
import { decodeEvent } from '../eventCodec';
import { SHAPE } from '../journal';
import { accountColumns } from './accountColumns';
import { mergeChanges, type RowChange } from './rowChanges';
import { tell, type Told, type ToldOn } from './tell';

/** What one journal tells of every list; the account's own row with its snapshot not yet as text. */
export type ToldRows = Readonly<{
  accounts: readonly [Omit<Insertable<AccountRow>, 'snapshot'> & { snapshot: Account }];
  attempts: readonly AttemptRow[];
  payments: readonly PaymentRow[];
  letters: readonly LetterRow[];
  referrals: readonly ReferralRow[];
  escalations: readonly EscalationRow[];
}>;

/** A row of the journal that is no event of this build, or that cannot follow the one before. */
export class EventIsUnreadable extends Error {
  override readonly name = 'EventIsUnreadable';
  constructor(
    readonly accountId: string,
    readonly version: number,
    cause: unknown,
  ) {
    super(`The journal of ${accountId} cannot be read at version ${version}`, { cause });
  }
}

/** Tells all rows of an account anew from its journal alone. Throws `EventIsUnreadable`. */
export function rowsToldBy({ accountId, events }: AccountJournal): ToldRows {
  let told: Told = { account: null, version: 0, openedMinor: 0n };
  const changes: RowChange[] = [];
  for (const row of events) {
    const after = toldOn(told, row);
    told = after;
    changes.push(...after.changes);
  }
  const { account, version, openedMinor } = told;
  if (!account) throw new Error(`The journal of ${accountId} is empty`);
  const kept = { shape: SHAPE, snapshot: account, head_hash: events.at(-1)!.hash, version };
  const row = { id: accountId, debtor_id: account.debtorId, ...kept, ...accountColumns(account, openedMinor) };
  return { accounts: [row], ...listsOf(mergeChanges(changes)) };
}

function toldOn(told: Told, { account_id: accountId, version, body }: StoredEvent): ToldOn {
  try {
    return tell(told, decodeEvent(body));
  } catch (error) {
    throw new EventIsUnreadable(accountId, version, error);
  }
}

/** What is set on a row that no event of this account has brought about changes nothing, here as in a turn. */
function listsOf(changes: readonly RowChange[]): Omit<ToldRows, 'accounts'> {
  const rowsOf = <Table extends RowChange['table']>(table: Table): ToldRows[Table] =>
    changes.flatMap((change) => (change.table === table && change.insert ? [change.insert] : [])) as never;
  return {
    attempts: rowsOf('attempts'),
    payments: rowsOf('payments'),
    letters: rowsOf('letters'),
    referrals: rowsOf('referrals'),
    escalations: rowsOf('escalations'),
  };
}
