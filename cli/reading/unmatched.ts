import { unmatchedFacts } from '../../storage/inbox';
import { onDatabase } from '../findService';
import { print, printJson } from '../terminal/print';
import { table } from '../terminal/table';
import { utcMoment } from './localTime';

export type UnmatchedOptions = Readonly<{ limit: number; json: boolean }>;

const HEADERS = ['id', 'names account', 'what', 'source', 'external id', 'received at (UTC)'];

/** Prints facts that named an account nobody handed over, the oldest first. */
export const unmatched = ({ limit, json }: UnmatchedOptions): Promise<void> =>
  onDatabase(async (db) => {
    const facts = (await unmatchedFacts(db, limit)).map((row) => ({
      id: String(row.id),
      accountId: row.account_id,
      type: row.type,
      source: row.source,
      externalId: row.external_id,
      receivedAt: row.received_at,
    }));
    if (json) return printJson({ facts });
    if (facts.length === 0) return print('Every fact found its account.');
    print(
      table(
        HEADERS,
        facts.map((fact) => [
          fact.id,
          fact.accountId,
          fact.type,
          fact.source,
          fact.externalId,
          utcMoment(fact.receivedAt),
        ]),
      ),
    );
  });
