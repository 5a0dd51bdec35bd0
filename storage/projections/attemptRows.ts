import type { Account } from '../../domain/account';
import type { EventOf } from '../../domain/events';
import type { Instant } from '../../domain/time';
import type { AttemptRow } from '../database';
import type { RowChange } from './rowChanges';

function attemptRow(
  account: Account,
  event: { at: Instant; rung: string; channel: string },
): Omit<AttemptRow, 'id' | 'status' | 'counts'> {
  return {
    account_id: account.id,
    debtor_id: account.debtorId,
    stage: account.stage,
    rung: event.rung,
    channel: event.channel,
    contact_point_id: null,
    rule: null,
    decided_at: new Date(event.at),
    not_after: null,
    ended_at: null,
    provider_ref: null,
    code: null,
    result: null,
  };
}

export const reserved = (account: Account, event: EventOf<'ContactReserved'>): AttemptRow => ({
  ...attemptRow(account, event),
  id: event.attemptId,
  status: 'reserved',
  contact_point_id: event.contactPointId,
  not_after: new Date(event.notAfter),
  counts: true,
});

/** A letter is an attempt too: it is one of the debtor's contacts, under its register number. */
export const letterAttempt = (account: Account, event: EventOf<'LetterIssued'>): RowChange => ({
  table: 'attempts',
  id: event.registerNumber,
  insert: {
    ...attemptRow(account, { ...event, channel: 'letter' }),
    id: event.registerNumber,
    status: 'reserved',
    contact_point_id: event.contactPointId,
    counts: true,
  },
});

export function suppressed(account: Account, event: EventOf<'ContactSuppressed'>, version: number): RowChange {
  const id = `${account.id}-${version}`;
  const insert = {
    ...attemptRow(account, event),
    id,
    status: 'suppressed',
    rule: event.rule,
    ended_at: new Date(event.at),
    counts: false,
  };
  return { table: 'attempts', id, insert };
}

export function missed(account: Account, event: EventOf<'ContactMissed'>, version: number): RowChange {
  const id = `${account.id}-${version}`;
  const times = { not_after: new Date(event.notAfter), ended_at: new Date(event.at) };
  return {
    table: 'attempts',
    id,
    insert: { ...attemptRow(account, event), ...times, id, status: 'missed', counts: false },
  };
}
