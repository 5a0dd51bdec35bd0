import type { AccountSoFar, Confirmation, Duty } from './accountSoFar';
import { businessDayAfter, dayOf, plusDays } from './localTime';
import type { Verdict } from './rules';

/** A confirmed fraud: withdrawn within the pack's business days of the decision, or somebody was told that it was late [FRAUD]. */
export function withdrawal(account: AccountSoFar, confirmation: Confirmation, until: number): Verdict {
  const { at, decidedOn, ref, pack } = confirmation;
  if (!pack?.calendar || !pack.fraud) return 'notAsked';
  const { withdrawnWithinBusinessDays: within } = pack.fraud;
  const heardOn = dayOf(at, account.zone);
  const ourDay = businessDayAfter(pack.calendar, heardOn, within);
  const closedOn = account.closedAt === null ? null : dayOf(account.closedAt, account.zone);
  if (closedOn === null && dayOf(until, account.zone) <= ourDay) return 'kept';
  if (closedOn === null || closedOn > ourDay) return { says: `not withdrawn by ${ourDay}` };
  const itsDay = businessDayAfter(pack.calendar, decidedOn ?? heardOn, within);
  if (closedOn <= itsDay || account.escalated.has(`fraudWithdrawalWasLate ${ref}`)) return 'kept';
  return { says: `withdrawn on ${closedOn}, due on ${itsDay}, and nobody was told` };
}

/** A complaint: answered within the pack's business days, or somebody was told that it is late; a day is left for that [COMPLAINT]. */
export function answer(account: AccountSoFar, complaint: Duty, until: number): Verdict {
  const { at, doneAt, ref, pack } = complaint;
  if (!pack?.calendar || !pack.complaint) return 'notAsked';
  const { answeredWithinBusinessDays: within } = pack.complaint;
  const dueOn = businessDayAfter(pack.calendar, dayOf(at, account.zone), within);
  const answeredAt = doneAt ?? account.closedAt;
  const isInTime = answeredAt === null ? false : dayOf(answeredAt, account.zone) <= dueOn;
  if (isInTime || account.escalated.has(`complaintIsLate ${ref}`)) return 'kept';
  if (answeredAt === null && dayOf(until, account.zone) <= plusDays(dueOn, 1)) return 'kept';
  return { says: `the answer to ${ref} was due on ${dueOn}, and nobody was told that it is late` };
}
