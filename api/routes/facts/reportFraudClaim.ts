import { z } from 'zod';
import type { Api, Parts } from '../../parts';
import { factWithTextReply, reportFactWithText } from '../../reportFact';
import { accountParams, reference, text } from '../../schemas';
import { writeRoute } from '../../writeRoute';

export function reportFraudClaim(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'reportFraudClaim',
    url: '/accounts/:id/fraud-claims',
    tag: 'facts',
    summary: 'Report that the debtor denies having applied for the card',
    description: 'Collection stops until the bank has decided [FRAUD]. Counts once per claimId.',
    params: accountParams,
    body: z.strictObject({ claimId: reference, text: text.optional() }),
    replies: { 202: factWithTextReply },
    handle: ({ params: { id: accountId }, body: { claimId, text } }) =>
      reportFactWithText(parts, accountId, text, (textId) => ({
        accountId,
        source: 'fraud-claims',
        externalId: claimId,
        fact: { type: 'FraudClaimReported', claimId, textId },
      })),
  });
}
