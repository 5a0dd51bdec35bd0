import type { AccountEvent } from '../../domain/events';
import type { Known } from '../../domain/simulate/outside';
import type { Action } from '../../domain/step';
import { earlier, plus, type Instant } from '../../domain/time';
import type { AccountRecord, Row } from './readRecord';

/** Something that falls due in a life: a rung, or a turn of a stage, for the nth time. */
export type Due = Readonly<{ known: Known; action: Action | null; dueAt: Instant; nth: number }>;

/**
 * How late each thing was begun in the recorded life. The other life is as late, for as long: at the same place of the same
 * journal exactly, and elsewhere where the same rung falls due for the same time. Otherwise a late alarm of the record would be
 * put down to its pack.
 */
export class Lateness {
  readonly #atPlace = new Map<string, number>();
  readonly #byTurn = new Map<string, number>();

  /** When it was begun in the record. */
  learn(due: Due, { rows, heard }: AccountRecord): Instant {
    const { known, dueAt, action } = due;
    const next = rows.find((row) => row.version > known.version && row.event.at >= dueAt && !isHeard(row));
    const heardAt = heard.find(
      (one) => one.heardAt > dueAt || (one.heardAt === dueAt && one.heardVersion > known.version),
    )?.heardAt;
    const begunAt = begunAtOf(due, next, heardAt);
    this.#atPlace.set(placeOf(due), begunAt - dueAt);
    if (next && nameOfEvent(next.event, known) === nameOfAction(action, known))
      this.#byTurn.set(turnOf(due), begunAt - dueAt);
    return begunAt;
  }

  /** When it is begun in the other life. */
  apply(due: Due): Instant {
    return plus(due.dueAt, this.#atPlace.get(placeOf(due)) ?? this.#byTurn.get(turnOf(due)) ?? 0);
  }
}

/** At the clock's next event. A retry of a build that did not write it down was on time. */
function begunAtOf({ known, dueAt }: Due, next: Row | undefined, heardAt: Instant | undefined): Instant {
  if (next && next.cause !== 'clock') return dueAt;
  // What is performed hears everything first: what was heard from then on was heard by it, whether or not it wrote more.
  const isAwaited = dueAt > known.now;
  if (heardAt === undefined || (next && isAwaited)) return next?.event.at ?? dueAt;
  return next ? earlier(next.event.at, heardAt) : heardAt;
}

const isHeard = ({ cause }: Row): boolean => cause.startsWith('inbox:');

const placeOf = ({ known, action, dueAt }: Due): string =>
  `${known.account.id} ${known.version} ${dueAt} ${nameOfAction(action, known)}`;
const turnOf = ({ known, action, nth }: Due): string => `${known.account.id} ${nameOfAction(action, known)} ${nth}`;

/** What is due, by the name that both lives give it. */
export function nameOfAction(action: Action | null, { account }: Known): string {
  if (action === null) return `turn of ${account.stage}`;
  return 'rung' in action ? `rung ${action.rung}` : 'referral';
}

/** What an event is the beginning, or the missing, of. */
export function nameOfEvent(event: AccountEvent, { account }: Pick<Known, 'account'>): string {
  if ('rung' in event) return `rung ${event.rung}`;
  if (event.type === 'ContactTriedAgain') return `rung ${account.openAttempt?.rung}`;
  return event.type === 'ReferredToLegal' ? 'referral' : `turn of ${account.stage}`;
}
