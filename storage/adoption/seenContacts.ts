import { LOOKS_BACK_MS, type Circumstances } from '../../domain/rules/circumstances';
import type { Instant } from '../../domain/time';
import { contactOf } from '../countedContacts';
import type { AttemptRow } from '../database';
import type { RowChange } from '../projections/rowChanges';

/** A debtor's contacts as they were known at each moment of the past: told by the same projection that the service counts by. */
export class SeenContacts {
  readonly #attempts = new Map<string, AttemptRow>();

  tell(accountId: string, changes: readonly RowChange[]): void {
    for (const change of changes) {
      if (change.table !== 'attempts') continue;
      if (change.insert) this.#attempts.set(change.id, change.insert);
      const known = this.#attempts.get(change.id);
      if (change.set && known?.account_id === accountId) this.#attempts.set(change.id, { ...known, ...change.set });
    }
  }

  /** What would have been counted at `now`. */
  at(now: Instant): Circumstances {
    const rows = [...this.#attempts.values()].filter(
      ({ counts, inbound, decided_at }) => (counts || inbound) && decided_at.getTime() > now - LOOKS_BACK_MS,
    );
    rows.sort((a, b) => a.decided_at.getTime() - b.decided_at.getTime());
    return { contacts: rows.map(contactOf) };
  }
}
