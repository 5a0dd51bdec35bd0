import { instant } from '../../domain/time';
import { windClock } from '../../storage/rehearsalClock';
import { freshDatabase, type FreshDatabase } from '../setup/freshDatabase';

/** A Monday, six in the evening in Taipei: what is due happens at once, and there are four hours left to do it. */
export const EVENING = instant(Date.parse('2026-03-02T18:00:00+08:00'));

/** A fresh database on which it is that evening, so that no test depends on today. */
export async function eveningDatabase(): Promise<FreshDatabase> {
  const database = await freshDatabase();
  await windClock(database.db, EVENING, 1);
  return database;
}
