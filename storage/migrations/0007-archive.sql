-- Histories of runs that have ended, kept for longer than Temporal keeps them.

create table archived_runs (
  run_id text primary key,
  workflow_id text not null,
  -- The run that this one continues, the one that continues it, the one it was reset from.
  continued_from text,
  continued_to text,
  reset_from text,
  status text not null,
  -- Which build wrote it, where Temporal was told.
  build text,
  started_at timestamptz not null,
  closed_at timestamptz not null,
  events integer not null,
  -- Of the history as JSON, before it is compressed and sealed.
  sha256 text not null,
  -- By this another master key is told from altered content.
  key_mark text not null,
  content bytea not null,
  content_bytes integer not null,
  kept_at timestamptz not null default now()
);
create index archived_runs_by_workflow on archived_runs (workflow_id, started_at);
create index archived_runs_by_close on archived_runs (closed_at);
create index archived_runs_by_predecessor on archived_runs (continued_from);

create function refuse_change_of_archive() returns trigger language plpgsql as $$
begin
  raise exception 'the archive is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger archive_is_append_only before update or delete or truncate on archived_runs
  for each statement execute function refuse_change_of_archive();

-- Up to when closed runs were looked through, on Temporal's clock; the work of a moment, told again by looking anew.
create table archive_progress (
  only_row boolean primary key default true check (only_row),
  through timestamptz not null,
  -- When all that Temporal still keeps was looked through last.
  full_at timestamptz not null
);

grant select, insert on archived_runs to arrears_app;
grant select, insert, update on archive_progress to arrears_app;
