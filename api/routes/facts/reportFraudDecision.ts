import { z } from 'zod';
import { dayOf, type TimeZone } from '../../../domain/time';
import type { Api, Parts } from '../../parts';
import { wrongField } from '../../problem';
import { factReply, reportFact } from '../../reportFact';
import { accountParams, dayIn, reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';

/** Where each day begins first. */
const FIRST_ZONE = 'Pacific/Kiritimati' as TimeZone;

const decidedOn = dayIn
  .optional()
  .describe('When the bank decided: a confirmed claim is withdrawn within the business days of the policy');

export function reportFraudDecision(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'reportFraudDecision',
    url: '/accounts/:id/fraud-claims/decision',
    tag: 'facts',
    summary: "Report the bank's decision about a fraud claim",
    description: 'Confirmed: the account is closed. Not confirmed: collection goes on. A claim is decided once.',
    params: accountParams,
    body: z.strictObject({ claimId: reference, confirmed: z.boolean(), decidedOn }),
    replies: { 202: factReply },
    handle: ({ params: { id: accountId }, body: { claimId, confirmed, decidedOn = null } }) => {
      if (decidedOn !== null && decidedOn > dayOf(parts.clock.now(), FIRST_ZONE)) {
        throw wrongField('decidedOn', 'must not be a day to come');
      }
      return reportFact(parts, {
        accountId,
        source: 'fraud-decisions',
        externalId: claimId,
        fact: { type: 'FraudDecisionReported', claimId, confirmed, decidedOn },
      });
    },
  });
}
