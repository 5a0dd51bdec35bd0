import { EXIT } from '../exitCode';
import { say } from '../terminal/print';
import { rehearseOnParts, type RehearsalOptions } from './rehearseOnParts';
import { plainScreen } from './screen';

export type RehearseOptions = RehearsalOptions & Readonly<{ lateHours?: number }>;

/** The rehearsal for scripts: it ends with the report, and with exit code 3 when its audit found something broken, 4 when an account woke too late. */
export async function rehearse(options: RehearseOptions): Promise<void> {
  const { worstHours, finished, verdict } = await rehearseOnParts(options, { screen: plainScreen() });
  if (!finished) {
    say('Stopped before the last day; the same command goes on there.');
    process.exitCode = EXIT.stopped;
  } else if (verdict === 'broken') {
    process.exitCode = EXIT.differs;
  } else if (options.lateHours !== undefined && worstHours > options.lateHours) {
    say(`An account woke ${worstHours} rehearsed hours late; ${options.lateHours} were allowed.`);
    process.exitCode = EXIT.late;
  }
}
