import { approvalsHold, isValidForSomeTime } from './approvals';
import { calendarIsOfThisPlace } from './calendar';
import { channelsHaveRoom, laddersClimb, namesAreFree, noticeReachesEverybody, stagesFollowEachOther } from './ladders';
import type { PackRule } from './refuse';
import { sourcesAreNamed } from './sources';
import { templatesAreThere } from './templates';
import { textsAskForKnownWords } from './texts';
import { windowsStandApart } from './windows';
import {
  debtIsNotNamed,
  disputeDayHasItsPlace,
  forbiddenWordsAreFolded,
  freeTextHasItsPlace,
  optOutIsSaid,
} from './wording';

/** All of them are asked, so that everything that is wrong with a pack is said at once. */
export const PACK_RULES: readonly PackRule[] = [
  isValidForSomeTime,
  approvalsHold,
  calendarIsOfThisPlace,
  windowsStandApart,
  laddersClimb,
  stagesFollowEachOther,
  namesAreFree,
  channelsHaveRoom,
  noticeReachesEverybody,
  templatesAreThere,
  textsAskForKnownWords,
  freeTextHasItsPlace,
  optOutIsSaid,
  debtIsNotNamed,
  disputeDayHasItsPlace,
  forbiddenWordsAreFolded,
  sourcesAreNamed,
];
