import { setTimeout as sleep } from 'node:timers/promises';
import { DAY_MS, dayOf, plus, type Instant } from '../domain/time';
import { recount } from '../recount/recount';
import type { Recounted } from '../recount/total';
import { markTime } from '../storage/rehearsalClock';
import { figuresOf, type Figures } from './figures';
import type { Portfolio } from './portfolio';
import type { Moment } from './report';
import { openWorld, ZONE, type Stage } from './world';

const TICK_MS = 100;
const LOOK_EVERY_MS = 1_000;

export type Rehearsal = Readonly<{
  stage: Stage;
  portfolio: Portfolio;
  days: number;
  /** Shown about once a second. */
  onLook: (figures: Figures, moment: Moment) => void;
  signal: AbortSignal;
}>;
/** `recounted`: what the second opinion, which knows the journal alone, says about every contact. */
export type Ended = Readonly<{
  figures: Figures;
  moment: Moment;
  worstHours: number;
  finished: boolean;
  recounted: Recounted;
}>;

/** Lets the portfolio live until its last day, or until the signal; the clock has to be wound already. */
export async function rehearse({ stage, portfolio, days, onLook, signal }: Rehearsal): Promise<Ended> {
  const world = openWorld(stage, portfolio);
  const endsAt = plus(portfolio.startAt, days * DAY_MS);
  let worstHours = 0;
  let lookAt = 0;
  const look = async (now: Instant): Promise<Omit<Ended, 'finished' | 'recounted'>> => {
    const figures = await figuresOf(stage.db, now);
    worstHours = Math.max(worstHours, figures.latenessHours);
    const moment = momentOf(portfolio, now, days);
    onLook(figures, moment);
    await markTime(stage.db, stage.clock);
    return { figures, moment, worstHours };
  };
  while (stage.clock.now() < endsAt && !signal.aborted) {
    const now = stage.clock.now();
    await world.live(now);
    if (performance.now() >= lookAt) {
      lookAt = performance.now() + LOOK_EVERY_MS;
      await look(now);
    }
    await sleep(TICK_MS);
  }
  const last = await look(stage.clock.now());
  return { ...last, finished: !signal.aborted, recounted: await recount(stage.db) };
}

const momentOf = (portfolio: Portfolio, now: Instant, days: number): Moment => ({
  day: Math.floor((now - portfolio.startAt) / DAY_MS),
  days,
  on: dayOf(now, ZONE),
  currency: 'TWD',
});
