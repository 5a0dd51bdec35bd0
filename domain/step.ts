import type { AccountEvent, ClosedBecause, Stage } from './events';
import type { MessageChannel } from './policy';
import type { Instant } from './time';

/** What the world is asked to do. Holds names and numbers only: it is kept in workflow histories. */
export type Action =
  | Readonly<{ type: 'contactDebtor'; rung: string; channel: MessageChannel; notAfter: Instant }>
  | Readonly<{ type: 'issueLetter'; rung: string; notAfter: Instant }>
  | Readonly<{ type: 'referToLegal'; referralId: string }>;

/** The only three things an account can do next: write something down, do something, or wait. */
export type Step =
  | Readonly<{ do: 'record'; event: AccountEvent }>
  | Readonly<{ do: 'perform'; action: Action }>
  | Readonly<{ do: 'wait'; until: Instant | null; toDo: Action | null; for: string }>;

export const record = (event: AccountEvent): Step => ({ do: 'record', event });
export const perform = (action: Action): Step => ({ do: 'perform', action });

/** Wait for a moment; `reason` completes the sentence "waits for …". */
export const waitUntil = (until: Instant, reason: string): Step => ({ do: 'wait', until, toDo: null, for: reason });
/** Wait for a moment at which it is already known what will be due, if nothing happens before. */
export const waitToPerform = (until: Instant, toDo: Action, reason: string): Step => ({
  do: 'wait',
  until,
  toDo,
  for: reason,
});
export const waitForNews = (reason: string): Step => ({ do: 'wait', until: null, toDo: null, for: reason });

export const enter = (stage: Stage, because: string, at: Instant): Step =>
  record({ type: 'StageEntered', at, stage, because });
export const close = (because: ClosedBecause, at: Instant): Step => record({ type: 'AccountClosed', at, because });
