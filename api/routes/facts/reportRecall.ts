import { z } from 'zod';
import { recallReason } from '../../../storage/codecParts';
import type { Api, Parts } from '../../parts';
import { factReply, reportFact } from '../../reportFact';
import { accountParams } from '../../schemas';
import { writeRoute } from '../../writeRoute';

export function reportRecall(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'reportRecall',
    url: '/accounts/:id/recall',
    tag: 'facts',
    summary: 'Report that the bank takes the account back',
    description: 'The account is closed. It can be recalled once.',
    params: accountParams,
    body: z.strictObject({ because: recallReason }),
    replies: { 202: factReply },
    handle: ({ params: { id: accountId }, body: { because } }) =>
      reportFact(parts, {
        accountId,
        source: 'recalls',
        externalId: accountId,
        fact: { type: 'RecallReported', because },
      }),
  });
}
