-- The code of each build that ever worked here, so that what it did can be replayed and decided again when it is long gone.
create table builds (
  id text primary key,
  kept_at timestamptz not null default now(),
  -- Text under gzip, each with the SHA-256 of the text.
  workflow_bundle bytea not null,
  workflow_sha256 text not null,
  decision_bundle bytea not null,
  decision_sha256 text not null
);
create trigger builds_are_append_only before update or delete or truncate on builds
  for each statement execute function refuse_change();
grant select, insert on builds to arrears_app;
