import { z } from 'zod';
import { escalationKey, listEscalations as queryEscalations } from '../../../storage/queries/escalations';
import type { Api, Parts } from '../../parts';
import { readRoute } from '../../readRoute';
import { accountId, iso, moment, next, noParams, page, pageOf } from '../../schemas';

const item = z.object({
  accountId: z.string(),
  escalationId: z.string(),
  kind: z.string(),
  ref: z.string().describe('The hold, claim, message or reply that it is about'),
  rule: z.string(),
  since: moment,
  stage: z.string().nullable(),
  holds: z.array(z.string()),
  isClosed: z.boolean().describe('true: the account is closed, but a person still has to look at it'),
});

export function listEscalations(app: Api, { db }: Parts): void {
  readRoute(app, {
    name: 'listEscalations',
    url: '/escalations',
    tag: 'escalations',
    summary: 'What a person has to look at, the oldest first',
    description: 'POST /accounts/:id/escalations/:escalationId/settlement says that it was seen to.',
    params: noParams,
    query: z.strictObject({
      kind: z
        .string()
        .regex(/^[A-Za-z]{1,40}$/)
        .optional(),
      accountId: accountId.optional(),
      ...page,
    }),
    reply: z.object({ escalations: z.array(item), next }),
    handle: async ({ query: { after, limit, ...filter } }) => {
      const found = await queryEscalations(db, filter, { after, limit: limit + 1 });
      const { rows, next } = pageOf(found, limit, escalationKey);
      return { escalations: rows.map(itemOf), next };
    },
  });
}

const itemOf = (row: Awaited<ReturnType<typeof queryEscalations>>[number]) => ({
  accountId: row.account_id,
  escalationId: row.id,
  kind: row.kind,
  ref: row.ref,
  rule: row.rule,
  since: iso(row.since),
  stage: row.stage,
  holds: row.holds,
  isClosed: row.status === 'closed',
});
