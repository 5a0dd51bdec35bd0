import { Kysely, PostgresDialect, type ColumnType, type Generated, type Transaction } from 'kysely';
import { Pool, TypeOverrides, types, type PoolConfig } from 'pg';

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

export type TurnRow = {
  id: Generated<bigint>;
  account_id: string;
  from_version: number;
  to_version: number;
  at: When;
  heard: string[];
  next: Json<unknown>;
  build: string;
};

/** The code of a build; gzip of texts, with the SHA-256 of each text. */
export type BuildRow = {
  id: string;
  kept_at: Generated<Date>;
  workflow_bundle: Buffer;
  workflow_sha256: string;
  decision_bundle: Buffer;
  decision_sha256: string;
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

export type CheckpointRow = {
  number: number;
  from_position: bigint;
  through_position: bigint;
  leaves: bigint;
  root: string;
  previous_hash: string;
  sealed_at: When;
  key_id: string;
  signature: string;
};

export type ArchivedRunRow = {
  run_id: string;
  workflow_id: string;
  continued_from: string | null;
  continued_to: string | null;
  reset_from: string | null;
  status: string;
  build: string | null;
  started_at: When;
  closed_at: When;
  events: number;
  sha256: string;
  key_mark: string;
  content: Buffer;
  content_bytes: number;
  kept_at: Generated<Date>;
};

export type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;

// bigint columns are exact amounts and positions; a day is a day, not a moment in the machine's zone.
const exactTypes = new TypeOverrides();
exactTypes.setTypeParser(types.builtins.INT8, BigInt);
exactTypes.setTypeParser(types.builtins.DATE, String);

/** Connects as the application's role, which can add to the journal and never change it. */
export const connect = (databaseUrl: string, { connections = 10 } = {}): Db =>
  open(databaseUrl, { max: connections, options: '-c role=arrears_app -c timezone=UTC', statement_timeout: 30_000 });

/** Connects as the owner of the tables, for work on the database itself that takes as long as it takes. */
export const connectAsOwner = (databaseUrl: string): Db =>
  open(databaseUrl, { max: 1, options: '-c timezone=UTC', statement_timeout: 0 });

function open(databaseUrl: string, settings: Pick<PoolConfig, 'max' | 'options' | 'statement_timeout'>): Db {
  const pool = new Pool({
    connectionString: databaseUrl,
    types: exactTypes,
    connectionTimeoutMillis: 10_000,
    application_name: 'arrears',
    ...settings,
  });
  // A connection that breaks while idle is replaced at the next query; that query reports what is wrong.
  pool.on('error', () => {});
  // One that breaks while it is lent says so to its query; without a listener of its own it would end the process as well.
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
