import { openAllRuns, type Opened } from '../../storage/archive/damages';
import { masterKeyFrom } from '../../storage/personalData';
import { withDatabase } from '../../storage/prepareDatabase';
import { EXIT } from '../exitCode';
import { findService, intakeVariables } from '../findService';
import { print, printJson } from '../terminal/print';
import { openProgressLine } from '../terminal/progressLine';

/** Opens everything that was kept; needs no Temporal. A damaged run is named, and has an exit code. */
export async function archiveVerify({ json }: Readonly<{ json: boolean }>): Promise<void> {
  const { DATABASE_URL, ARREARS_MASTER_KEY } = await findService(intakeVariables);
  const master = masterKeyFrom(ARREARS_MASTER_KEY);
  const line = openProgressLine();
  const onProgress = ({ runs, damaged }: Opened): void => line.show(`${runs} runs opened, ${damaged.length} damaged`);
  const { runs, damaged } = await withDatabase(DATABASE_URL, async (db) => {
    try {
      return await openAllRuns(db, master, onProgress);
    } finally {
      await line.end();
    }
  });
  const named = damaged.map(({ workflowId, runId, because }) => ({ workflowId, runId, because }));
  if (json) printJson({ runs, damaged: named });
  else
    print(
      [...damaged.map(({ message }) => message), `${runs} runs were opened; damaged: ${damaged.length}.`].join('\n'),
    );
  if (damaged.length > 0) process.exitCode = EXIT.differs;
}
