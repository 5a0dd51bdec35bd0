import { z } from 'zod';
import type { Command } from '../../../domain/message';
import { accountOfReferral } from '../../../storage/queries/owners';
import { obey } from '../../command';
import type { Parts } from '../../parts';
import { Problem } from '../../problem';
import { reference } from '../../schemas';
import type { Given } from '../../writeRoute';

export const referralParams = z.object({ id: reference.describe('The id of the referral') });

/** Gives a command to the account that a referral is about. Throws 404 for a referral that nobody proposed. */
export async function obeyForReferral(
  parts: Parts,
  given: Given<z.output<typeof referralParams>, unknown>,
  command: Command,
) {
  const accountId = await accountOfReferral(parts.db, given.params.id);
  if (accountId === undefined) throw new Problem(404, 'noSuchReferral', 'Nobody proposed this referral.');
  return obey(parts, accountId, given, command);
}
