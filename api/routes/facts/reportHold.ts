import { z } from 'zod';
import { reportedHold } from '../../../storage/codecParts';
import { checkDebtorFact, type ReportedDebtorFact } from '../../debtorFact';
import type { Api, Parts } from '../../parts';
import { factWithTextReply, reportFactWithText } from '../../reportFact';
import { accountParams, dayIn, provenance, reference, text } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const body = z.strictObject({
  holdId: reference,
  kind: reportedHold,
  provenance,
  reviewOn: dayIn
    .optional()
    .describe(
      'By the end of this day a person looks at it again; a complaint is due, and a hardship reviewed, as the policy says',
    ),
  text: text.optional(),
});

export function reportHold(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'reportHold',
    url: '/accounts/:id/holds',
    tag: 'holds',
    summary: 'Report why this debtor is to be left alone [VULNERABLE] [HARDSHIP] [COMPLAINT] [BANKRUPTCY] [DEATH]',
    description: 'Collection stops for every account of the debtor until a supervisor ends it. Counts once per holdId.',
    params: accountParams,
    body,
    replies: { 202: factWithTextReply },
    handle: async ({ params: { id: accountId }, body: { text, reviewOn = null, ...hold }, caller }) => {
      const factOf = (textId: string | null): ReportedDebtorFact => ({
        accountId,
        source: 'holds',
        externalId: hold.holdId,
        fact: { type: 'HoldReported', ...hold, reviewOn, by: caller.sub, textId },
      });
      await checkDebtorFact(parts, factOf(null));
      return reportFactWithText(parts, accountId, text, factOf);
    },
  });
}
