import { hoursText } from '../localTime';
import { CALL_RESULTS, HOLDS, LANGUAGES, PROVENANCES } from '../words';
import type { Sentences } from './sentence';

type Told =
  | 'IdentityVerified'
  | 'ContactPointBarred'
  | 'ThirdPartyConsented'
  | 'OptedOut'
  | 'OptedIn'
  | 'PreferencesRecorded'
  | 'TimeAgreed'
  | 'HoldPlaced'
  | 'HoldReviewed'
  | 'HoldTermsSet'
  | 'HoldLifted';

/** What is known of the person, and what holds collection for the person's sake. */
export const DEBTOR: Sentences<Told> = {
  IdentityVerified: ({ attemptId, by }, { attempt }) =>
    `The debtor proved who they are ${attemptId ? `in the ${attempt(attemptId)}` : 'in a call of their own'}, says ${by} [IDENTITY].`,
  ContactPointBarred: ({ contactPointId, because }) =>
    `${contactPointId} is never used again [THIRD-PARTY]: ${CALL_RESULTS[because]}.`,
  ThirdPartyConsented: ({ contactPointId, by }) =>
    `The debtor allows us to ask the third party ${contactPointId}, says ${by} [THIRD-PARTY].`,
  OptedOut: ({ channel, ref, provenance }) =>
    `No ${channel} any more (${ref}): ${PROVENANCES[provenance]} said so [CONSENT].`,
  OptedIn: ({ channel, ref, by }) => `The debtor allows ${channel} again (${ref}), says ${by}.`,
  PreferencesRecorded: ({ hours, channel, language, by }) => {
    const wishes = [hours && hoursText(hours), channel, language && LANGUAGES[language]].filter(Boolean);
    return `The debtor prefers ${wishes.join(', ') || 'nothing in particular any more'}, says ${by} [CONSENT].`;
  },
  TimeAgreed: ({ agreementId, opensAt, closesAt, by }, { moment }) =>
    `The debtor agreed to be contacted from ${moment(opensAt)} to ${moment(closesAt)} (${agreementId}), says ${by} [HOURS].`,

  HoldPlaced: ({ holdId, kind, provenance, by, reviewOn, textId }) =>
    `Hold for ${HOLDS[kind]} (${holdId}): collection stops. ${capital(PROVENANCES[provenance])} said so, written down by ${by}` +
    (reviewOn ? `; ${kind === 'complaint' ? 'to be answered' : 'to be reviewed'} by ${reviewOn}` : '') +
    `${textId ? '; the words are kept sealed' : ''}.`,
  HoldReviewed: ({ holdId, kind, reviewOn, by }) =>
    `${by} has reviewed the hold for ${HOLDS[kind]} (${holdId}); the next review is by ${reviewOn}.`,
  HoldTermsSet: ({ holdId, kind, terms, reviewOn, by }) =>
    `${by} has set terms for the hold for ${HOLDS[kind]} (${holdId}): ${terms.channels.join(', ') || 'no channel'} from ` +
    `${hoursText(terms.hours)}; the next review is by ${reviewOn}.`,
  HoldLifted: ({ holdId, kind, because, by }) =>
    `${by} ended the hold for ${HOLDS[kind]} (${holdId}): ${because}; collection goes on where it stopped.`,
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
