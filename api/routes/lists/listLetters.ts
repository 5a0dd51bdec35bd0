import { z } from 'zod';
import { listLetters as queryLetters } from '../../../storage/queries/letters';
import type { Api, Parts } from '../../parts';
import { readRoute } from '../../readRoute';
import { iso, moment, next, noParams, page, pageOf } from '../../schemas';

const LETTER_STATES = ['issued', 'printed', 'mailed', 'handedOver', 'delivered', 'returned', 'spoiled'] as const;

const item = z.object({
  registerNumber: z.string(),
  accountId: z.string(),
  rung: z.string(),
  template: z.string().nullable(),
  byHand: z.boolean().describe('true: handed over at a visit, not mailed'),
  mailNumber: z.string().nullable().describe('The number that the post gave it'),
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
    summary: 'Letters by their number; whether the register has a gap says GET /letters/register',
    params: noParams,
    query: z.strictObject({
      status: z.enum(LETTER_STATES).optional(),
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
  template: row.template,
  byHand: row.by_hand,
  mailNumber: row.mail_number,
  status: row.status,
  issuedAt: iso(row.issued_at),
  changedAt: iso(row.changed_at),
  sha256: row.sha256,
  providerRef: row.provider_ref,
});
