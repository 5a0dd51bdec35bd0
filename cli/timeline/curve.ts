import type { AccountEvent } from '../../domain/events';
import { totalOf } from '../../domain/money';
import type { Instant } from '../../domain/time';
import type { Lived } from './entries';
import type { Curve, Mark } from './model';
import { isUndone, undoneIn } from './undone';

/** The balance from the first event until now, with a mark for each contact that was made, and each that was not. */
export function curveOf(told: readonly Lived[], events: readonly AccountEvent[], until: Instant): Curve {
  const balances = told.map(({ account, entry }) => ({ at: entry.at, balanceMinor: totalOf(account.balance) }));
  const changes = balances.filter(({ balanceMinor }, i) => balances[i - 1]?.balanceMinor !== balanceMinor);
  const last = balances.at(-1)!;
  const undone = undoneIn(events);
  return {
    points: [...changes, { ...last, at: until > last.at ? until : last.at }],
    marks: events.flatMap((event, i) => {
      const look = markOf(event, undone);
      return look ? [{ ...balances[i]!, look }] : [];
    }),
  };
}

/** The decision is marked, once for each contact; how it went only says with which mark. */
function markOf(event: AccountEvent, undone: ReadonlySet<string>): Mark['look'] | null {
  if (event.type === 'ContactReserved' || event.type === 'LetterIssued') {
    return isUndone(event, undone) ? 'refused' : 'contact';
  }
  if (event.type === 'ContactSuppressed') return 'refused';
  return event.type === 'ContactMissed' && event.attemptId === null ? 'refused' : null;
}
