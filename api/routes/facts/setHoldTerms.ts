import { z } from 'zod';
import { channel } from '../../../storage/codecParts';
import { hoursIn } from '../../hours';
import type { Api, Parts } from '../../parts';
import { factReply } from '../../reportFact';
import { dayIn } from '../../schemas';
import { writeRoute } from '../../writeRoute';
import { holdParams, reportHoldChange } from './changeHold';

const body = z.strictObject({
  hours: hoursIn,
  channels: z
    .array(channel)
    .min(1)
    .max(4)
    .refine((channels) => new Set(channels).size === channels.length, 'must name each channel once'),
  reviewOn: dayIn.describe('By the end of this day a person looks at it again'),
});

export function setHoldTerms(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'setHoldTerms',
    url: '/accounts/:id/holds/:holdId/terms',
    tag: 'holds',
    summary: 'Set at which times and on which channels a vulnerable debtor may be contacted [VULNERABLE]',
    description: 'Collection goes on within these terms. Counts once per Idempotency-Key.',
    params: holdParams,
    body,
    replies: { 202: factReply },
    handle: ({ params: { id, holdId }, body: { reviewOn, ...terms }, caller, requestId }) => {
      const fact = { type: 'HoldTermsReported', holdId, terms, reviewOn, by: caller.sub } as const;
      return reportHoldChange(parts, id, fact, { source: 'hold-terms', externalId: requestId });
    },
  });
}
