import { historiesOf, type Keepers } from '../histories';
import { NAMES } from './form';
import type { Runs } from './makeBundle';

/** The runs of an account from Temporal and from the archive, over all continuations. What nobody has any more is a reason. */
export const runsFor =
  (keepers: Keepers) =>
  async (accountId: string): Promise<Runs> => {
    const [found] = await historiesOf(keepers, [accountId]);
    const { runs = [], flaws = [] } = found ?? {};
    return {
      runs: runs.map(({ runId, json }) => ({ runId, json })),
      missing: flaws.map(({ runId, says }) => ({
        name: runId === undefined ? NAMES.histories(accountId) : NAMES.history(accountId, runId),
        reason: says,
      })),
    };
  };
