import { z } from 'zod';
import { channel } from '../../../storage/codecParts';
import { reportDebtorFact } from '../../debtorFact';
import type { Api, Parts } from '../../parts';
import { factReply } from '../../reportFact';
import { accountParams, provenance, reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const body = z.strictObject({
  ref: reference.describe('Names the call, letter or message that says so; counts once'),
  channel,
  provenance: provenance.default('debtor'),
});

export function reportOptOut(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'reportOptOut',
    url: '/accounts/:id/opt-outs',
    tag: 'consent',
    summary: 'Report that the debtor wants no more contact on a channel [CONSENT]',
    description: 'Holds for every account of the debtor. Counts once per ref.',
    params: accountParams,
    body,
    replies: { 202: factReply },
    handle: ({ params: { id: accountId }, body: { ref, channel, provenance } }) => {
      const fact = { type: 'OptOutReported', ref, channel, provenance } as const;
      return reportDebtorFact(parts, { accountId, source: 'opt-outs', externalId: ref, fact });
    },
  });
}
