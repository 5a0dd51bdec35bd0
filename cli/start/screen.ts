import type { Ended } from '../../rehearsal/rehearse';
import { picture } from '../../rehearsal/report';

export type Screen = Readonly<{
  say(text: string): void;
  show(now: Pick<Ended, 'figures' | 'moment'>): void;
  done(): void;
}>;

const PLAIN_EVERY_DAYS = 20;

/** On a terminal the picture is drawn over and over in one place; into a file goes a line now and then. */
export function openScreen(): Screen {
  const say = (text: string): void => {
    process.stderr.write(`${text}\n`);
  };
  return process.stderr.isTTY ? drawnOver(say) : plain(say);
}

function drawnOver(say: Screen['say']): Screen {
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

function plain(say: Screen['say']): Screen {
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
