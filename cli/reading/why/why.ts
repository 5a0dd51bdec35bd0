import { EXIT } from '../../exitCode';
import { onDatabase } from '../../findService';
import { print, printJson } from '../../terminal/print';
import { explanationJson } from './explanationJson';
import { explanationText } from './explanationText';
import { lookUp } from './lookUp';

/**
 * Prints why one event of an account came about: by its version in the journal, by an attempt's id or a register number. A
 * broken chain has an exit code of its own.
 */
export const why = (accountId: string, named: string, { json }: Readonly<{ json: boolean }>): Promise<void> =>
  onDatabase(async (db) => {
    const { told, row, words } = await lookUp(db, accountId, named);
    if (told.chain.brokenAt !== null) process.exitCode = EXIT.differs;
    if (json) printJson(explanationJson(told, row));
    else print(explanationText(told, words));
  });
