import { z } from 'zod';
import type { Api, Parts } from '../../parts';
import { factReply } from '../../reportFact';
import { dayIn } from '../../schemas';
import { writeRoute } from '../../writeRoute';
import { holdParams, reportHoldChange } from './changeHold';

export function reviewHold(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'reviewHold',
    url: '/accounts/:id/holds/:holdId/review',
    tag: 'holds',
    summary: 'Say that a hold was looked at, and when it is looked at again [HARDSHIP]',
    description: 'Counts once per Idempotency-Key. The day on which a complaint has to be answered cannot be moved.',
    params: holdParams,
    body: z.strictObject({ reviewOn: dayIn.describe('By the end of this day a person looks at it again') }),
    replies: { 202: factReply },
    handle: ({ params: { id, holdId }, body: { reviewOn }, caller, requestId }) => {
      const fact = { type: 'HoldReviewReported', holdId, reviewOn, by: caller.sub } as const;
      return reportHoldChange(parts, id, fact, { source: 'hold-reviews', externalId: requestId });
    },
  });
}
