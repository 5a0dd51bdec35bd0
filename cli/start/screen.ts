import type { Ended } from '../../rehearsal/rehearse';
import { picture } from '../../rehearsal/report';
import { say } from '../terminal/print';

export type Screen = Readonly<{
  say(text: string): void;
  show(now: Pick<Ended, 'figures' | 'moment'>): void;
  done(): void;
}>;

const PLAIN_EVERY_DAYS = 20;

/** On a terminal the picture is drawn over and over in one place; into a file goes a line now and then. */
export const openScreen = (): Screen => (process.stderr.isTTY ? drawnOver() : plainScreen());

function drawnOver(): Screen {
  const drawing = import('log-update');
  return {
    say,
    show: ({ figures, moment }) => {
      void drawing.then(({ logUpdateStderr }) => logUpdateStderr(picture(figures, moment)));
    },
    done: () => {
      void drawing.then(({ logUpdateStderr }) => logUpdateStderr.clear());
    },
  };
}

/** A line on stderr every twenty days. */
export function plainScreen(): Screen {
  let nextDay = 0;
  return {
    say,
    show: ({ figures, moment }) => {
      if (moment.day < nextDay) return;
      nextDay = moment.day + PLAIN_EVERY_DAYS;
      const stages = Object.entries(figures.accountsByStage).map(([stage, n]) => `${stage} ${n}`);
      say(`day ${moment.day} of ${moment.days}: ${stages.join(', ')}; late by ${figures.latenessHours} h`);
    },
    done: () => {},
  };
}
