import { z } from 'zod';
import { channel } from '../../../storage/codecParts';
import { reportDebtorFact } from '../../debtorFact';
import type { Api, Parts } from '../../parts';
import { factReply } from '../../reportFact';
import { accountParams, reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const body = z.strictObject({
  ref: reference.describe('Names the call, letter or message that says so; counts once'),
  channel,
});

export function reportOptIn(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'reportOptIn',
    url: '/accounts/:id/opt-ins',
    tag: 'consent',
    summary: 'Report that the debtor allows a channel again [CONSENT]',
    description: 'Holds for every account of the debtor. Only a person reports it. Counts once per ref.',
    params: accountParams,
    body,
    replies: { 202: factReply },
    handle: ({ params: { id: accountId }, body: { ref, channel }, caller }) => {
      const fact = { type: 'OptInReported', ref, channel, by: caller.sub } as const;
      return reportDebtorFact(parts, { accountId, source: 'opt-ins', externalId: ref, fact });
    },
  });
}
