-- What another version of a pack would change for the accounts that live, as it was looked at: figures only, nobody is named.
create table policy_dry_runs (
  id bigint generated always as identity primary key,
  policy_id text not null,
  from_hash text not null references policies,
  to_hash text not null references policies,
  -- The moment for which it asked, on the domain's clock.
  at timestamptz not null,
  by text not null,
  figures jsonb not null,
  -- Of the whole list of changes, line by line: the same journals and moment give the same list.
  list_sha256 text not null,
  ran_at timestamptz not null default now()
);
create index policy_dry_runs_by_pair on policy_dry_runs (from_hash, to_hash, ran_at);

alter table adoptions
  add column number bigint generated always as identity,
  -- What had been looked at before; null for the way back.
  add column dry_run_id bigint references policy_dry_runs,
  -- What was in force for new accounts until then, and is again after the way back.
  add column replaced_hash text references policies,
  -- Up to when its bells are spread: the next one is not rung before.
  add column rings_until timestamptz;
create index adoptions_by_policy on adoptions (policy_id, number);

grant select, insert, update, delete on policy_dry_runs to arrears_app;
