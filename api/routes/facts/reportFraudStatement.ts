import { z } from 'zod';
import type { Api, Parts } from '../../parts';
import { factReply, reportFact } from '../../reportFact';
import { accountParams, reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';

export function reportFraudStatement(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'reportFraudStatement',
    url: '/accounts/:id/fraud-claims/statement',
    tag: 'facts',
    summary: 'Report that the signed statement of a fraud claim has arrived (未办卡声明书)',
    params: accountParams,
    body: z.strictObject({ claimId: reference }),
    replies: { 202: factReply },
    handle: ({ params: { id: accountId }, body: { claimId } }) =>
      reportFact(parts, {
        accountId,
        source: 'fraud-statements',
        externalId: claimId,
        fact: { type: 'FraudStatementArrived', claimId },
      }),
  });
}
