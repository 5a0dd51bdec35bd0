import { z } from 'zod';
import type { Api, Parts } from '../../parts';
import { factWithTextReply, reportFactWithText } from '../../reportFact';
import { accountParams, reference, text } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const body = z.strictObject({
  disputeId: reference,
  ground: reference.describe('What is disputed, in a word: amount, spending …'),
  text: text.optional(),
});

export function reportDispute(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'reportDispute',
    url: '/accounts/:id/disputes',
    tag: 'facts',
    summary: 'Report that the debtor disputes the debt',
    description: 'Collection stops until it is resolved [DISPUTE]. Counts once per disputeId.',
    params: accountParams,
    body,
    replies: { 202: factWithTextReply },
    handle: ({ params: { id: accountId }, body: { disputeId, ground, text } }) =>
      reportFactWithText(parts, accountId, text, (textId) => ({
        accountId,
        source: 'disputes',
        externalId: disputeId,
        fact: { type: 'DisputeReported', disputeId, ground, textId },
      })),
  });
}
