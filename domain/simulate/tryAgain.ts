import type { Action } from '../step';
import type { Instant } from '../time';
import type { Next } from '../turn';

/** An effect that could not be made is tried again later, or when there is news. */
export const tryAgain = (toDo: Action, until: Instant): Next => ({
  do: 'wait',
  until,
  toDo,
  for: `another try: ${toDo.type}`,
});
