import { z } from 'zod';
import { DAY_MS } from '../../../domain/time';
import { reportDebtorFact } from '../../debtorFact';
import type { Api, Parts } from '../../parts';
import { factReply } from '../../reportFact';
import { accountParams, momentIn, reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const body = z
  .strictObject({
    agreementId: reference,
    opensAt: momentIn.describe('ISO 8601 with its offset'),
    closesAt: momentIn.describe('ISO 8601 with its offset; not included, and at most 24 hours after opensAt'),
  })
  .refine(({ opensAt, closesAt }) => closesAt > opensAt, { path: ['closesAt'], message: 'must be later than opensAt' })
  .refine(({ opensAt, closesAt }) => closesAt - opensAt <= DAY_MS, {
    path: ['closesAt'],
    message: 'must be at most 24 hours after opensAt',
  });

export function reportAgreedTime(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'reportAgreedTime',
    url: '/accounts/:id/agreed-times',
    tag: 'consent',
    summary: 'Report that the debtor agreed to be contacted at another time than the lawful hours [HOURS]',
    description: 'Holds for every account of the debtor. Counts once per agreementId.',
    params: accountParams,
    body,
    replies: { 202: factReply },
    handle: ({ params: { id: accountId }, body: agreed, caller }) => {
      const fact = { type: 'TimeAgreementReported', ...agreed, by: caller.sub } as const;
      return reportDebtorFact(parts, { accountId, source: 'agreed-times', externalId: agreed.agreementId, fact });
    },
  });
}
