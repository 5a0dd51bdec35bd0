import { dayOf, type TimeZone } from '../../domain/time';
import { STAGES } from '../reading/words';
import type { Lived } from './entries';
import type { Chapter, DayOfLife, Entry } from './model';

/** Entries by stage and day, in order; a stage that was entered twice has two chapters. */
export function chaptersOf(told: readonly Lived[], timeZone: TimeZone): readonly Chapter[] {
  return runsOf(told, ({ account }) => account.stage).map((ofStage) => {
    const { stage } = ofStage[0]!.account;
    const entries = ofStage.map(({ entry }) => entry);
    return { stage, title: STAGES[stage], days: daysOf(entries, timeZone) };
  });
}

const daysOf = (entries: readonly Entry[], timeZone: TimeZone): readonly DayOfLife[] =>
  runsOf(entries, ({ at }) => dayOf(at, timeZone)).map((entries) => {
    const day = dayOf(entries[0]!.at, timeZone);
    return { day, weekday: weekdayOf(day), entries };
  });

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const weekdayOf = (day: string): string => WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]!;

/** Neighbours that have the same key stay together. */
function runsOf<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly (readonly Item[])[] {
  const runs: Item[][] = [];
  for (const item of items) {
    const run = runs.at(-1);
    if (run && keyOf(run[0]!) === keyOf(item)) run.push(item);
    else runs.push([item]);
  }
  return runs;
}
