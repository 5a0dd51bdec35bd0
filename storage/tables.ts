import type { ColumnType, Generated } from 'kysely';

import type { ArchivedRunRow, BuildRow, CheckpointRow, TurnRow } from './keptTables';

type When = Date;
type Minor = bigint;
type Json<Value> = ColumnType<Value, string, string>;

export type Tables = {
  policies: { hash: string; id: string; version: string; content: Json<unknown>; loaded_at: Generated<Date> };
  policy_activations: {
    id: Generated<bigint>;
    policy_id: string;
    hash: string;
    activated_at: Generated<Date>;
    by: string;
  };
  adoptions: AdoptionRow;
  debtors: { id: string; wrapped_key: Buffer; identity: Buffer };
  contact_points: {
    id: string;
    debtor_id: string;
    kind: string;
    fingerprint: string;
    value: Buffer;
    lookup: string | null;
  };
  texts: { id: string; debtor_id: string; sha256: string; content: Buffer };
  accounts: AccountRow;
  journal: JournalRow;
  turns: TurnRow;
  inbox: InboxRow;
  builds: BuildRow;
  debtor_facts: DebtorFactRow;
  attempts: AttemptRow;
  payments: PaymentRow;
  letters: LetterRow;
  referrals: ReferralRow;
  escalations: EscalationRow;
  letter_series: { series: string; last_number: number };
  claims: { attempt_id: string; until: When };
  idempotency_keys: {
    caller: string;
    route: string;
    key: string;
    body_sha256: string;
    status: number | null;
    answer: Json<unknown> | null;
    created_at: Generated<Date>;
  };
  import_files: {
    sha256: string;
    kind: string;
    through_line: number;
    started_at: Generated<Date>;
    changed_at: Generated<Date>;
  };
  rehearsal_clock: { only_row: Generated<boolean>; domain_at: When; real_at: When; speed: number };
  archived_runs: ArchivedRunRow;
  archive_progress: { only_row: Generated<boolean>; through: When; full_at: When };
  checkpoints: CheckpointRow;
};

export type AccountRow = {
  id: string;
  debtor_id: string;
  version: Generated<number>;
  head_hash: Generated<string>;
  /** Which form of the snapshot this is; another form is folded anew from the journal. */
  shape: Generated<number>;
  snapshot: Json<unknown> | null;
  policy_hash: string;
  status: Generated<string>;
  stage: string | null;
  bucket: string | null;
  holds: Generated<string[]>;
  jurisdiction: string | null;
  risk: string | null;
  currency: string | null;
  balance_minor: Minor | null;
  arrears_minor: Minor | null;
  opened_minor: Minor | null;
  due_on: string | null;
  opened_at: When | null;
  closed_at: When | null;
  closed_because: string | null;
  waits_for: string | null;
  next_at: When | null;
};

export type JournalRow = {
  position: Generated<bigint>;
  account_id: string;
  version: number;
  type: string;
  at: When;
  body: Json<unknown>;
  cause: string;
  policy_hash: string;
  build: string;
  hash: string;
};

export type InboxRow = {
  id: Generated<bigint>;
  account_id: string;
  source: string;
  external_id: string;
  is_command: Generated<boolean>;
  type: string;
  body: Json<unknown>;
  body_sha256: string;
  received_at: When;
  expires_at: When | null;
  ring_at: When;
  heard_version: number | null;
  refused: string | null;
};

export type DebtorFactRow = {
  id: Generated<bigint>;
  debtor_id: string;
  source: string;
  external_id: string;
  type: string;
  body: Json<unknown>;
  body_sha256: string;
  received_at: When;
};

export type AdoptionRow = {
  id: string;
  policy_id: string;
  from_hash: string;
  to_hash: string;
  by: string;
  started_at: Generated<Date>;
  per_second: number;
  accounts: number;
  finished_at: When | null;
};

export type AttemptRow = {
  id: string;
  account_id: string;
  debtor_id: string;
  stage: string;
  rung: string;
  channel: string;
  contact_point_id: string | null;
  status: string;
  rule: string | null;
  decided_at: When;
  not_after: When | null;
  ended_at: When | null;
  provider_ref: string | null;
  code: string | null;
  result: string | null;
  counts: boolean;
  /** The debtor called us. */
  inbound: boolean;
  purpose: string;
  template: string | null;
  template_version: number | null;
  text_sha256: string | null;
  called_by: string | null;
  attitude: string | null;
  recording_ref: string | null;
};

export type PaymentRow = {
  account_id: string;
  payment_id: string;
  stage: string;
  received_at: When;
  paid_at: When;
  amount_minor: Minor;
  fees_minor: Minor;
  interest_minor: Minor;
  principal_minor: Minor;
  refund_minor: Minor;
  method: string;
};

export type LetterRow = {
  register_number: string;
  account_id: string;
  rung: string;
  status: string;
  issued_at: When;
  changed_at: When;
  sha256: string | null;
  provider_ref: string | null;
  template: string | null;
  mail_number: string | null;
  by_hand: boolean;
};

export type ReferralRow = {
  id: string;
  account_id: string;
  status: string;
  demand_number: string;
  proposed_at: When;
  decided_at: When | null;
  decided_by: string | null;
  latest_outcome: string | null;
};

export type EscalationRow = {
  account_id: string;
  id: string;
  kind: string;
  ref: string;
  rule: string;
  since: When;
  settled_at: When | null;
  settled_by: string | null;
};
