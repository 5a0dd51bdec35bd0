import { z } from 'zod';
import { isThirdParty } from '../../../domain/rules/contactPoints';
import { reportDebtorFact } from '../../debtorFact';
import { mustHaveHeard } from '../../heardSoFar';
import type { Api, Parts } from '../../parts';
import { Problem } from '../../problem';
import { factReply } from '../../reportFact';
import { accountParams, reference } from '../../schemas';
import { writeRoute } from '../../writeRoute';

const body = z.strictObject({
  contactPointId: reference.describe('The emergency number, as `contactPoints` of GET /accounts/:id names it'),
});

export function reportThirdPartyConsent(app: Api, parts: Parts): void {
  writeRoute(app, parts, {
    name: 'reportThirdPartyConsent',
    url: '/accounts/:id/third-party-consents',
    tag: 'consent',
    summary: 'Report that the debtor allows to ask a third party for the whereabouts [THIRD-PARTY]',
    description: 'Holds for every account of the debtor. Counts once per contact point.',
    params: accountParams,
    body,
    replies: { 202: factReply },
    handle: async ({ params: { id: accountId }, body: { contactPointId }, caller }) => {
      await mustBeThirdParty(parts, accountId, contactPointId);
      const fact = { type: 'ThirdPartyConsentReported', contactPointId, by: caller.sub } as const;
      return reportDebtorFact(parts, { accountId, source: 'third-party-consents', externalId: contactPointId, fact });
    },
  });
}

async function mustBeThirdParty(parts: Parts, accountId: string, contactPointId: string): Promise<void> {
  const { account } = await mustHaveHeard(parts, accountId);
  const point = account.contactPoints.find(({ id }) => id === contactPointId);
  if (point && isThirdParty(point)) return;
  throw new Problem(422, 'notAThirdParty', 'Consent is given for an emergency number of this debtor alone.', [
    { path: 'contactPointId', message: 'must be an emergency number of this account' },
  ]);
}
