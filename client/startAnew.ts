import type { Client } from '@temporalio/client';
import type { AccountId } from '../domain/brand';
import type { collectAccount } from '../workflows/collectAccount';
import { workflowIdOf } from '../workflows/ids';

/**
 * Gives an account another run at once, in place of the one that it has, if any. Nothing is lost: what the account is lies in the
 * journal, what waits for it in the inbox, and a contact under way in its claim; the new run begins with a turn.
 */
export const startAnew = async (client: Client, taskQueue: string, accountId: AccountId): Promise<void> =>
  void (await client.workflow.start<typeof collectAccount>('collectAccount', {
    workflowId: workflowIdOf(accountId),
    taskQueue,
    args: [accountId],
    workflowIdConflictPolicy: 'TERMINATE_EXISTING',
  }));
