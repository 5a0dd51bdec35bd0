import { say } from './print';

/** How far a long piece of work is, on stderr. */
export type ProgressLine = Readonly<{
  show(text: string): void;
  /** Takes the line away. */
  end(): Promise<void>;
}>;

const PLAIN_EVERY_MS = 5_000;

/** On a terminal one line in place; into a file a line every five seconds, so that short work says nothing. */
export const openProgressLine = (): ProgressLine => (process.stderr.isTTY ? inPlace() : nowAndThen());

function inPlace(): ProgressLine {
  const drawing = import('log-update');
  return {
    show: (text) => void drawing.then(({ logUpdateStderr }) => logUpdateStderr(text)),
    end: async () => (await drawing).logUpdateStderr.clear(),
  };
}

function nowAndThen(): ProgressLine {
  let saidAt = performance.now();
  return {
    show(text) {
      if (performance.now() - saidAt < PLAIN_EVERY_MS) return;
      saidAt = performance.now();
      say(text);
    },
    end: async () => {},
  };
}
