import { z } from 'zod';
import { legalOutcome } from '../../../storage/codecParts';
import type { Api, Parts } from '../../parts';
import { factReply, reportFact } from '../../reportFact';
import { accountParams, reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const body = z.strictObject({
  outcomeId: reference.describe('Names the paper or notice that says so; counts once'),
  referralId: reference,
  outcome: legalOutcome,
});

export function reportLegalOutcome(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'reportLegalOutcome',
    url: '/accounts/:id/legal-outcomes',
    tag: 'facts',
    summary: 'Report what law firm or court have done',
    params: accountParams,
    body,
    replies: { 202: factReply },
    handle: ({ params: { id: accountId }, body: { outcomeId, referralId, outcome } }) =>
      reportFact(parts, {
        accountId,
        source: 'legal-outcomes',
        externalId: outcomeId,
        fact: { type: 'LegalOutcomeReported', referralId, outcome },
      }),
  });
}
