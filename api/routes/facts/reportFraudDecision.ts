import { z } from 'zod';
import type { Api, Parts } from '../../parts';
import { factReply, reportFact } from '../../reportFact';
import { accountParams, reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';

export function reportFraudDecision(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'reportFraudDecision',
    url: '/accounts/:id/fraud-claims/decision',
    tag: 'facts',
    summary: "Report the bank's decision about a fraud claim",
    description: 'Confirmed: the account is closed. Not confirmed: collection goes on. A claim is decided once.',
    params: accountParams,
    body: z.strictObject({ claimId: reference, confirmed: z.boolean() }),
    replies: { 202: factReply },
    handle: ({ params: { id: accountId }, body: { claimId, confirmed } }) =>
      reportFact(parts, {
        accountId,
        source: 'fraud-decisions',
        externalId: claimId,
        fact: { type: 'FraudDecisionReported', claimId, confirmed },
      }),
  });
}
