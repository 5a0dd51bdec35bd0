import { z } from 'zod';
import { listLetters as queryLetters } from '../../../storage/queries/letters';
import type { Api, Parts } from '../../parts';
import { readRoute } from '../../readRoute';
import { iso, moment, next, noParams, page, pageOf } from '../../schemas';

const item = z.object({
  registerNumber: z.string(),
  accountId: z.string(),
  rung: z.string(),
  status: z.string(),
  issuedAt: moment,
  changedAt: moment,
  sha256: z.string().nullable().describe('Of the PDF that was printed'),
  providerRef: z.string().nullable(),
});

export function listLetters(app: Api, { db }: Parts): void {
  readRoute(app, {
    name: 'listLetters',
    url: '/letters',
    tag: 'letters',
    summary: 'The letter register: every number that was issued, in order [LETTER-REGISTERED]',
    params: noParams,
    query: z.strictObject({
      status: z.enum(['issued', 'printed', 'delivered', 'returned', 'spoiled']).optional(),
      ...page,
    }),
    reply: z.object({ letters: z.array(item), next }),
    handle: async ({ query: { status, after, limit } }) => {
      const found = await queryLetters(db, status, { after, limit: limit + 1 });
      const { rows, next } = pageOf(found, limit, (row) => row.register_number);
      return { letters: rows.map(itemOf), next };
    },
  });
}

const itemOf = (row: Awaited<ReturnType<typeof queryLetters>>[number]) => ({
  registerNumber: row.register_number,
  accountId: row.account_id,
  rung: row.rung,
  status: row.status,
  issuedAt: iso(row.issued_at),
  changedAt: iso(row.changed_at),
  sha256: row.sha256,
  providerRef: row.provider_ref,
});
