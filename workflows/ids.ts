import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** One workflow per account for its whole life; the account id is checked at intake to hold no card or identity number. */
export const workflowIdOf = (accountId: string): string => `account-${accountId}`;
export const accountIdOf = (workflowId: string): string => workflowId.replace(/^account-/, '');

/** Search attributes follow the stage and the holds. Nothing personal: they are stored in clear. */
export const STAGE = defineSearchAttributeKey('ArrearsStage', SearchAttributeType.KEYWORD);
export const BUCKET = defineSearchAttributeKey('ArrearsBucket', SearchAttributeType.KEYWORD);
export const HOLDS = defineSearchAttributeKey('ArrearsHolds', SearchAttributeType.KEYWORD_LIST);
export const JURISDICTION = defineSearchAttributeKey('ArrearsJurisdiction', SearchAttributeType.KEYWORD);
