import type { Account, Hold } from '../../domain/account';
import type { ContactPoint } from '../../domain/events';
import { totalOf } from '../../domain/money';
import type { Instant } from '../../domain/time';
import type { Line } from '../terminal/labelled';
import { hoursText } from './localTime';
import { HOLDS, LANGUAGES, PROVENANCES, type Words } from './words';

/** What binds whoever wants to contact the debtor at a moment. */
export const inForceAt = (account: Account, at: Instant) => ({
  stage: account.stage,
  balanceMinor: totalOf(account.balance),
  currency: account.currency,
  holds: account.holds,
  promise: account.promise,
  arrangement: account.arrangement,
  optedOut: account.optedOut,
  preferences: { hours: account.preferredHours, channel: account.preferredChannel, language: account.language },
  agreedTimes: account.agreedTimes.filter(({ closesAt }) => closesAt > at),
  identityVerifiedAt: account.identityVerifiedAt,
  contactPoints: account.contactPoints.map((point) => ({ ...point, use: useOf(account, point) })),
  escalations: account.escalations.filter(({ isSettled }) => !isSettled),
});
export type InForce = ReturnType<typeof inForceAt>;

/** Whether an address may be used at all [THIRD-PARTY]. */
function useOf(account: Account, { id, kind }: ContactPoint): 'barred' | 'notWithoutConsent' | 'free' {
  if (account.barredPoints.includes(id)) return 'barred';
  return kind === 'emergency' && !account.consentedPoints.includes(id) ? 'notWithoutConsent' : 'free';
}

export function inForceLines(inForce: InForce, words: Words): readonly Line[] {
  const { hours, channel, language } = inForce.preferences;
  const wishes = [hours && hoursText(hours), channel].filter(Boolean);
  const times = inForce.agreedTimes.map(
    ({ opensAt, closesAt }) => `${words.moment(opensAt)} to ${words.moment(closesAt)}`,
  );
  const verified = inForce.identityVerifiedAt;
  return [
    ['holds', inForce.holds.map((hold) => holdText(hold, words)).join('\n') || 'none'],
    ['opted out', inForce.optedOut.join(', ') || 'of nothing'],
    ['prefers', wishes.join(', ') || 'nothing in particular'],
    ['language', LANGUAGES[language]],
    ['agreed to', times.length > 0 ? times.join('; ') : undefined],
    ['identity', verified === null ? 'not verified' : `verified ${words.moment(verified)}`],
    ['addresses', inForce.contactPoints.map(pointText).join('\n') || 'none'],
  ];
}

const USES = { free: '', barred: ', never used again', notWithoutConsent: ', not without consent' } as const;

/** By id: numbers and addresses lie with the personal data. */
export const pointText = ({ id, kind, use }: InForce['contactPoints'][number]): string => `${kind} ${id}${USES[use]}`;

function holdText({ kind, ref, since, provenance, by, reviewOn, terms }: Hold, { moment }: Words): string {
  const who = by === null ? '' : `, written down by ${by}`;
  const review = reviewOn === null ? '' : `; review by ${reviewOn}`;
  const allowed = terms && `; allowed: ${terms.channels.join(', ') || 'no channel'} from ${hoursText(terms.hours)}`;
  return `${HOLDS[kind]} ${ref} since ${moment(since)}, said by ${PROVENANCES[provenance]}${who}${review}${allowed ?? ''}`;
}
