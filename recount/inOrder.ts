import type { AccountJournal } from '../storage/accountJournals';
import { readEntry, type Entry } from './entry';
import { note, type Tally } from './tally';

/** All journals as one, by the moment; each keeps its own order, also where its time runs backwards, which is a breach. */
export function inOrder(journals: readonly AccountJournal[], tally: Tally): readonly Entry[] {
  const placed = journals.flatMap(({ events }) => {
    let latest = -Infinity;
    return events.flatMap((row) => {
      const entry = readEntry(row);
      if (typeof entry === 'string') {
        note(tally, 'RECORD', { accountId: row.account_id, version: row.version, at: row.at.getTime() }, entry);
        return [];
      }
      if (entry.at < latest) note(tally, 'RECORD', entry, 'earlier than the event before it');
      latest = Math.max(latest, entry.at);
      return [{ entry, latest }];
    });
  });
  return placed.sort((a, b) => a.latest - b.latest).map(({ entry }) => entry);
}
