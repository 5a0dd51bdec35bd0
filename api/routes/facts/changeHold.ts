import { z } from 'zod';
import type { FactOf } from '../../../domain/message';
import { reportDebtorFact } from '../../debtorFact';
import { mustHaveHeard } from '../../heardSoFar';
import type { Parts } from '../../parts';
import { accountId, reference } from '../../schemas';

export const holdParams = z.object({ id: accountId, holdId: reference.describe('The id of the hold') });

type Change = FactOf<'HoldReviewReported' | 'HoldTermsReported' | 'HoldEndReported'>;

/** Keeps what a supervisor has decided about a hold. Throws 404 for an account or a hold that is not there. */
export async function reportHoldChange(
  parts: Parts,
  accountId: string,
  fact: Change,
  name: Readonly<{ source: string; externalId: string }>,
) {
  await mustHaveHeard(parts, accountId);
  return reportDebtorFact(parts, { accountId, ...name, fact });
}
