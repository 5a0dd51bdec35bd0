import { z } from 'zod';
import type { Account } from '../../../domain/account';
import { isThirdParty } from '../../../domain/rules/contactPoints';
import { hoursOf, hoursOut } from '../../hours';
import { iso, moment, momentOrNull } from '../../schemas';

/** What is known of how the person behind an account wants to be reached; the values of contact points stay apart. */
export const wishes = {
  contactPoints: z
    .array(
      z.object({
        id: z.string(),
        kind: z.string(),
        isThirdParty: z.boolean(),
        isBarred: z.boolean().describe('true: never used again [THIRD-PARTY]'),
        isConsented: z.boolean().describe('true: the debtor allowed to ask this third party for the whereabouts'),
      }),
    )
    .describe('Ids and kinds; the values stay apart'),
  optedOut: z.array(z.string()).describe('Channels that the debtor wants no more [CONSENT]'),
  preferences: z.object({ hours: hoursOut.nullable(), channel: z.string().nullable(), language: z.string() }),
  agreedTimes: z.array(z.object({ agreementId: z.string(), opensAt: moment, closesAt: moment })),
  identityVerifiedAt: moment.nullable().describe('null: the debt is not talked about yet [IDENTITY]'),
};

export function wishesOf(account: Account) {
  const { barredPoints, consentedPoints, preferredHours, preferredChannel, identityVerifiedAt } = account;
  return {
    contactPoints: account.contactPoints.map((point) => ({
      ...point,
      isThirdParty: isThirdParty(point),
      isBarred: barredPoints.includes(point.id),
      isConsented: consentedPoints.includes(point.id),
    })),
    optedOut: [...account.optedOut],
    preferences: {
      hours: preferredHours && hoursOf(preferredHours),
      channel: preferredChannel,
      language: account.language,
    },
    agreedTimes: account.agreedTimes.map(({ agreementId, opensAt, closesAt }) => ({
      agreementId,
      opensAt: iso(opensAt),
      closesAt: iso(closesAt),
    })),
    identityVerifiedAt: momentOrNull(identityVerifiedAt),
  };
}
