-- The journal is the truth; accounts, attempts, payments, letters and referrals are told by it and can be told again.

create table policies (
  hash text primary key,
  id text not null,
  version text not null,
  content jsonb not null,
  loaded_at timestamptz not null default now()
);

-- Personal data, and nothing else, live in these three tables; the key of a debtor is wrapped by the master key.
create table debtors (
  id text primary key,
  wrapped_key bytea not null,
  identity bytea not null
);
create table contact_points (
  id text primary key,
  debtor_id text not null references debtors,
  kind text not null,
  -- A keyed hash of the value, so that the same number is stored once.
  fingerprint text not null,
  value bytea not null,
  unique (debtor_id, kind, fingerprint)
);
create table texts (
  id text primary key,
  debtor_id text not null references debtors,
  sha256 text not null,
  content bytea not null
);

create table accounts (
  id text primary key,
  debtor_id text not null references debtors,
  version integer not null default 0,
  head_hash text not null default '',
  shape integer not null default 0,
  snapshot jsonb,
  policy_hash text not null references policies,
  status text not null default 'handedOver',
  stage text,
  bucket text,
  holds text[] not null default '{}',
  jurisdiction text,
  risk text,
  currency text,
  balance_minor bigint,
  arrears_minor bigint,
  opened_minor bigint,
  due_on date,
  opened_at timestamptz,
  closed_at timestamptz,
  closed_because text,
  waits_for text,
  next_at timestamptz
);
create index accounts_by_stage on accounts (status, stage, id);
create index accounts_by_debtor on accounts (debtor_id);

create table journal (
  position bigint generated always as identity,
  account_id text not null,
  version integer not null,
  type text not null,
  at timestamptz not null,
  body jsonb not null,
  cause text not null,
  policy_hash text not null,
  build text not null,
  hash text not null,
  primary key (account_id, version)
);
create index journal_by_position on journal (position);
create index journal_by_type on journal (type, position);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger journal_is_append_only before update or delete or truncate on journal
  for each statement execute function refuse_change();

-- Every fact once per source and external id, kept before anybody is told of it. Commands wait here too.
create table inbox (
  id bigint generated always as identity primary key,
  account_id text not null,
  source text not null,
  external_id text not null,
  is_command boolean not null default false,
  type text not null,
  body jsonb not null,
  body_sha256 text not null,
  received_at timestamptz not null,
  expires_at timestamptz,
  -- When its doorbell is to be rung, on the real clock; moved on with every ring until it is heard.
  ring_at timestamptz not null,
  heard_version integer,
  refused text,
  unique (source, external_id)
);
create index inbox_waiting on inbox (account_id, id) where heard_version is null;
create index inbox_to_ring on inbox (ring_at) where heard_version is null;

-- Projections.
create table attempts (
  id text primary key,
  account_id text not null,
  debtor_id text not null,
  stage text not null,
  rung text not null,
  channel text not null,
  contact_point_id text,
  status text not null,
  rule text,
  decided_at timestamptz not null,
  not_after timestamptz,
  ended_at timestamptz,
  provider_ref text,
  code text,
  result text,
  -- Whether it counts towards the debtor's caps: reserved, and not surely unsent.
  counts boolean not null
);
create index attempts_by_debtor on attempts (debtor_id, decided_at) where counts;
create index attempts_by_account on attempts (account_id, decided_at);

create table payments (
  account_id text not null,
  payment_id text not null,
  stage text not null,
  received_at timestamptz not null,
  paid_at timestamptz not null,
  amount_minor bigint not null,
  fees_minor bigint not null,
  interest_minor bigint not null,
  principal_minor bigint not null,
  refund_minor bigint not null,
  method text not null,
  primary key (account_id, payment_id)
);

create table letters (
  register_number text primary key,
  account_id text not null,
  rung text not null,
  status text not null,
  issued_at timestamptz not null,
  changed_at timestamptz not null,
  sha256 text,
  provider_ref text
);

create table referrals (
  id text primary key,
  account_id text not null,
  status text not null,
  demand_number text not null,
  proposed_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  latest_outcome text
);

-- Operations: not told by the journal.
create table letter_series (
  series text primary key,
  last_number integer not null
);
-- Until when a call to a provider may still be on its way; whoever holds the row may send.
create table claims (
  attempt_id text primary key,
  until timestamptz not null
);
create table idempotency_keys (
  caller text not null,
  route text not null,
  key text not null,
  body_sha256 text not null,
  status integer,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (caller, route, key)
);
create table import_files (
  sha256 text primary key,
  kind text not null,
  through_line integer not null,
  started_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
create table rehearsal_clock (
  only_row boolean primary key default true check (only_row),
  domain_at timestamptz not null,
  real_at timestamptz not null,
  speed double precision not null check (speed > 0)
);

-- The application's role reads everything and can add to the journal, never change it.
grant usage on schema public to arrears_app;
grant select, insert, update, delete on all tables in schema public to arrears_app;
revoke update, delete, truncate on journal from arrears_app;
