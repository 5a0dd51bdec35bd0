import type { AttemptRow, Db, LetterRow } from '../../storage/database';

const AT = new Date('2026-03-02T03:00:00Z');

/** An attempt as a turn writes it, for tests in which no worker runs. */
export async function keepAttempt(db: Db, row: Pick<AttemptRow, 'id' | 'account_id'> & Partial<AttemptRow>) {
  const attempt: AttemptRow = {
    debtor_id: `D-${row.account_id}`,
    stage: 'reminder',
    rung: 'first-sms',
    channel: 'sms',
    contact_point_id: null,
    status: 'sent',
    rule: null,
    decided_at: AT,
    not_after: null,
    ended_at: null,
    provider_ref: null,
    code: null,
    result: null,
    counts: true,
    inbound: false,
    purpose: 'collection',
    template: 'reminder',
    template_version: 1,
    text_sha256: null,
    called_by: null,
    attitude: null,
    recording_ref: null,
    ...row,
  };
  await db.insertInto('attempts').values(attempt).execute();
}

/** A letter, likewise. */
export async function keepLetter(db: Db, row: Pick<LetterRow, 'register_number' | 'account_id'> & Partial<LetterRow>) {
  const letter: LetterRow = {
    rung: 'demand-letter',
    status: 'printed',
    issued_at: AT,
    changed_at: AT,
    sha256: null,
    provider_ref: null,
    template: 'demand-letter',
    mail_number: null,
    by_hand: false,
    ...row,
  };
  await db.insertInto('letters').values(letter).execute();
}
