import { z } from 'zod';
import type { Api, Parts } from '../../parts';
import { factReply } from '../../reportFact';
import { reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';
import { holdParams, reportHoldChange } from './changeHold';

export function endHold(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'endHold',
    url: '/accounts/:id/holds/:holdId/end',
    tag: 'holds',
    summary: 'End a hold: collection goes on where it stopped',
    description: 'A complaint is ended once the bank itself has answered it [COMPLAINT]. A hold is ended once.',
    params: holdParams,
    body: z.strictObject({ because: reference }),
    replies: { 202: factReply },
    handle: ({ params: { id, holdId }, body: { because }, caller }) => {
      const fact = { type: 'HoldEndReported', holdId, because, by: caller.sub } as const;
      return reportHoldChange(parts, id, fact, { source: 'hold-ends', externalId: `${id}/${holdId}` });
    },
  });
}
