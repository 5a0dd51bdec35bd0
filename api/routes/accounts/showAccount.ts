import { z } from 'zod';
import type { AccountId } from '../../../domain/brand';
import { loadAccount } from '../../../storage/journal';
import { findAccount } from '../../../storage/queries/accounts';
import type { Api, Parts } from '../../parts';
import { Problem } from '../../problem';
import { readRoute } from '../../readRoute';
import { accountParams, isoOrNull, moment } from '../../schemas';
import { accountState, accountStateOf } from './accountState';

const reply = z.object({
  id: z.string(),
  debtorId: z.string(),
  status: z.string(),
  policyHash: z.string(),
  version: z.number().int().describe('How many events the journal holds'),
  headHash: z.string().describe('The last link of the hash chain'),
  messagesWaiting: z.number().int().describe('Facts and commands that are not heard yet; at most 200 are counted'),
  waitsFor: z.string().nullable().describe('Completes the sentence "waits for …"'),
  nextAt: moment.nullable().describe('When something is due; null when only news can change it'),
  state: accountState.nullable().describe('null until the first turn'),
});

export function showAccount(app: Api, { db, clock }: Parts): void {
  readRoute(app, {
    name: 'showAccount',
    url: '/accounts/:id',
    tag: 'accounts',
    summary: 'Show an account: state, balance, holds, what it waits for and until when',
    params: accountParams,
    query: z.strictObject({}),
    reply,
    handle: async ({ params: { id } }) => {
      const row = await findAccount(db, id);
      if (!row) throw new Problem(404, 'noSuchAccount', 'Nobody handed this account over.');
      const { account, waiting } = await loadAccount(db, id as AccountId);
      return {
        id: row.id,
        debtorId: row.debtor_id,
        status: row.status,
        policyHash: row.policy_hash,
        version: row.version,
        headHash: row.head_hash,
        messagesWaiting: waiting.length,
        waitsFor: row.waits_for,
        nextAt: isoOrNull(row.next_at),
        state: account && accountStateOf(account, clock.now()),
      };
    },
  });
}
