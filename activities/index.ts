import { contactDebtor } from './contactDebtor';
import { issueLetter } from './issueLetter';
import { referToLegal } from './referToLegal';
import { takeTurn } from './takeTurn';
import type { World } from './world';

/** One activity for the decision, one for each effect, named for what it does. */
export const createActivities = (world: World) => ({
  takeTurn: takeTurn(world),
  contactDebtor: contactDebtor(world),
  issueLetter: issueLetter(world),
  referToLegal: referToLegal(world),
});

export type Activities = ReturnType<typeof createActivities>;
