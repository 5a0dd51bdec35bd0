import type { Action } from '../step';
import type { Instant } from '../time';
import type { AccountLife } from './accountLife';
import { contactDebtor } from './contactDebtor';
import { issueLetter } from './issueLetter';
import { referToLegal } from './referToLegal';

/** Performs an effect as `activities/` does, without I/O: a last look, the decision, the call, its outcome. */
export function perform(life: AccountLife, action: Action, at: Instant): void {
  switch (action.type) {
    case 'contactDebtor':
      return contactDebtor(life, action, at);
    case 'issueLetter':
      return issueLetter(life, action, at);
    case 'referToLegal':
      return referToLegal(life, action, at);
  }
}
