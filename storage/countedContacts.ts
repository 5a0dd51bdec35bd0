import type { CountedContact } from '../domain/rules/circumstances';
import type { AttemptRow } from './database';

export const COUNTED_COLUMNS = [
  'account_id',
  'channel',
  'decided_at',
  'contact_point_id',
  'result',
  'inbound',
] as const satisfies readonly (keyof AttemptRow)[];

/** An attempt as FREQUENCY counts it. */
export const contactOf = (row: Pick<AttemptRow, (typeof COUNTED_COLUMNS)[number]>): CountedContact =>
  ({
    accountId: row.account_id,
    channel: row.channel,
    at: row.decided_at.getTime(),
    contactPointId: row.contact_point_id,
    result: row.result,
    isInbound: row.inbound,
  }) as CountedContact;
