import type { Account } from '../../domain/account';
import type { EventOf } from '../../domain/events';
import type { Instant } from '../../domain/time';
import type { AttemptRow } from '../database';
import type { RowChange } from './rowChanges';

function attemptRow(
  account: Account,
  event: { at: Instant; rung: string; channel: string; purpose: string },
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
    inbound: false,
    purpose: event.purpose,
    template: null,
    template_version: null,
    text_sha256: null,
    called_by: null,
    attitude: null,
    recording_ref: null,
  };
}

/** The approved text it was made from, and the hash of what was said [TEMPLATE, RECORD]. */
const textOf = (event: EventOf<'ContactReserved' | 'LetterIssued'>) => ({
  template: event.template,
  template_version: event.templateVersion,
  text_sha256: event.textSha256,
});

export const reserved = (account: Account, event: EventOf<'ContactReserved'>): AttemptRow => ({
  ...attemptRow(account, event),
  ...textOf(event),
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
    ...textOf(event),
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

/** How a call went [RECORD]. Without an attempt it is the debtor who called: a contact that counts towards no cap. */
export function called(account: Account, event: EventOf<'CallResultRecorded'>, version: number): RowChange {
  const record = {
    status: 'answered',
    result: event.result,
    called_by: event.by,
    attitude: event.attitude,
    recording_ref: event.recordingRef,
    ended_at: new Date(event.at),
  };
  if (event.attemptId !== null) return { table: 'attempts', id: event.attemptId, set: record };
  const id = `${account.id}-${version}`;
  const inbound = { at: event.at, rung: 'inbound', channel: 'call', purpose: 'collection' };
  const insert = { ...attemptRow(account, inbound), ...record, id, counts: false, inbound: true };
  return { table: 'attempts', id, insert };
}
