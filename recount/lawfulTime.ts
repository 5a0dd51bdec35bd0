import type { Situation } from './contact';
import { dayOf, hoursTold, isDuring, isWithin, knows, told } from './localTime';
import { keptUnless, type Verdict } from './rules';

/** A retry may be made up to the very end of the window that was reserved, so that moment has to be lawful as well. */
const momentsOf = ({ contact }: Situation): readonly number[] =>
  contact.notAfter === null || contact.notAfter <= contact.at ? [contact.at] : [contact.at, contact.notAfter - 1];

const isAgreed = ({ account }: Situation, at: number): boolean => account.agreed.some((agreed) => isDuring(at, agreed));

const firstWrong = (situation: Situation, isRight: (at: number) => boolean): number | undefined =>
  momentsOf(situation).find((at) => !isAgreed(situation, at) && !isRight(at));

export function hours(situation: Situation): Verdict {
  const { contact, account, pack } = situation;
  if (contact.isByHand) return 'notAsked';
  const wrong = firstWrong(situation, (at) => isWithin(at, pack.contactHours, account.zone));
  if (wrong === undefined) return 'kept';
  return { says: `possible at ${told(wrong, account.zone)}, outside ${hoursTold(pack.contactHours)}` };
}

export function holiday(situation: Situation): Verdict {
  const { contact, account, pack } = situation;
  const { calendar } = pack;
  if (contact.isByHand || pack.contactOnHolidays || !calendar) return 'notAsked';
  const isFree = (at: number): boolean => {
    const day = dayOf(at, account.zone);
    return !knows(calendar, day) || calendar.holidays.has(day);
  };
  const wrong = firstWrong(situation, (at) => !isFree(at));
  if (wrong === undefined) return 'kept';
  const day = dayOf(wrong, account.zone);
  return { says: knows(calendar, day) ? `${day} is a holiday` : `the calendar does not know ${day}` };
}

/** A wish gives way to terms that a supervisor has set for somebody vulnerable. */
export function preferredHours(situation: Situation): Verdict {
  const { account } = situation;
  const preferred = account.preferredHours;
  if (!preferred || account.holds.some(({ terms }) => terms !== null)) return 'notAsked';
  const wrong = firstWrong(situation, (at) => isWithin(at, [preferred], account.zone));
  if (wrong === undefined) return 'kept';
  return { says: `possible at ${told(wrong, account.zone)}, but the debtor prefers ${hoursTold([preferred])}` };
}

/** The hours of the terms, whatever else was agreed [VULNERABLE]. */
export const isWithinTerms = (situation: Situation, hours: Parameters<typeof isWithin>[1]): Verdict =>
  keptUnless(
    momentsOf(situation).some((at) => !isWithin(at, hours, situation.account.zone)),
    `outside ${hoursTold(hours)}, which a supervisor has set`,
  );
