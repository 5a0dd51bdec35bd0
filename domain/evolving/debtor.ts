import type { Account } from '../account';
import type { EventOf } from '../events';
import { reopenNotice, settle } from './escalations';

type Of = EventOf<
  | 'IdentityVerified'
  | 'ContactPointBarred'
  | 'ThirdPartyConsented'
  | 'OptedOut'
  | 'OptedIn'
  | 'PreferencesRecorded'
  | 'TimeAgreed'
>;

/** What is known of the person: who they are, whom we may ask, and how they want to be spoken to. */
export function debtor(account: Account, event: Of): Account {
  switch (event.type) {
    case 'IdentityVerified':
      return { ...account, identityVerifiedAt: account.identityVerifiedAt ?? event.at };
    case 'ContactPointBarred':
      return { ...account, barredPoints: [...account.barredPoints, event.contactPointId] };
    case 'ThirdPartyConsented':
      return { ...account, consentedPoints: [...new Set([...account.consentedPoints, event.contactPointId])] };
    case 'OptedOut':
      return {
        ...account,
        optedOut: [...new Set([...account.optedOut, event.channel])],
        // Who wants no more of a channel does not prefer it either.
        preferredChannel: account.preferredChannel === event.channel ? null : account.preferredChannel,
      };
    case 'OptedIn':
      return reopenNotice({ ...account, optedOut: account.optedOut.filter((channel) => channel !== event.channel) });
    case 'PreferencesRecorded': {
      const { hours, channel, language } = event;
      const wished = { preferredHours: hours, preferredChannel: channel, language: language ?? account.language };
      return settle({ ...account, ...wished }, 'hours');
    }
    case 'TimeAgreed': {
      const { agreementId, opensAt, closesAt, at } = event;
      // What is over is of no more use; the journal keeps it.
      const agreedTimes = account.agreedTimes.filter(
        (agreed) => agreed.closesAt > at && agreed.agreementId !== agreementId,
      );
      return settle({ ...account, agreedTimes: [...agreedTimes, { agreementId, opensAt, closesAt }] }, 'hours');
    }
  }
}
