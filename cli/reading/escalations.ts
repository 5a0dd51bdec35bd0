import type { EscalationKind } from '../../domain/events';
import { escalationKey, listEscalations, type EscalationFilter } from '../../storage/queries/escalations';
import type { Page } from '../../storage/queries/accounts';
import { onDatabase } from '../findService';
import { print, printJson, say } from '../terminal/print';
import { table } from '../terminal/table';
import { utcMoment } from './localTime';
import { ESCALATIONS } from './words';

export type EscalationOptions = Readonly<{ kind?: EscalationKind; account?: string; json: boolean }> & Page;
type Row = Awaited<ReturnType<typeof listEscalations>>[number];

const HEADERS = ['since (UTC)', 'account', 'what', 'rule', 'holds', 'escalation'];

/** Prints one page of what a person still has to look at, the oldest first. */
export const escalations = ({ kind, account, after, limit, json }: EscalationOptions): Promise<void> =>
  onDatabase(async (db) => {
    const filter: EscalationFilter = { kind, accountId: account };
    // One more than asked for says whether there is a next page.
    const found = await listEscalations(db, filter, { after, limit: limit + 1 });
    const rows = found.slice(0, limit);
    const next = found.length > limit ? escalationKey(rows.at(-1)!) : null;
    if (json) return printJson({ escalations: rows.map(rawOf), next });
    if (rows.length === 0) return print('Nothing waits for a person.');
    print(table(HEADERS, rows.map(cellsOf)));
    if (next !== null) say(`There are more: add --after ${next}`);
  });

const cellsOf = ({ since, account_id, kind, rule, holds, id }: Row): (string | null)[] => [
  utcMoment(since),
  account_id,
  ESCALATIONS[kind as EscalationKind] ?? kind,
  rule,
  holds.join(', ') || null,
  id,
];

const rawOf = (row: Row) => ({
  id: row.id,
  accountId: row.account_id,
  kind: row.kind,
  ref: row.ref,
  rule: row.rule,
  since: row.since,
  status: row.status,
  stage: row.stage,
  holds: row.holds,
});
