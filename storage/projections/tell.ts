import type { Account } from '../../domain/account';
import { openAccount } from '../../domain/openAccount';
import type { AccountEvent } from '../../domain/events';
import { evolve } from '../../domain/evolve';
import { totalOf } from '../../domain/money';
import { escalationChanges } from './escalationRows';
import { project } from './project';
import type { RowChange } from './rowChanges';

/** What a journal has told so far; `account` is null before its first event. */
export type Told = Readonly<{ account: Account | null; version: number; openedMinor: bigint }>;
export type ToldOn = Told & Readonly<{ account: Account; changes: readonly RowChange[] }>;

/** Tells one event on: the account after it and what it means for the lists. A turn and a rebuild both tell this way. */
export function tell(told: Told, event: AccountEvent): ToldOn {
  const before = told.account ?? (event.type === 'AccountOpened' ? openAccount(event) : null);
  if (!before) throw new Error('A journal begins with AccountOpened');
  const version = told.version + 1;
  const account = evolve(before, event);
  return {
    account,
    version,
    openedMinor: event.type === 'AccountOpened' ? totalOf(event.balance) : told.openedMinor,
    changes: [...project(before, event, version), ...escalationChanges(before, account, event)],
  };
}
