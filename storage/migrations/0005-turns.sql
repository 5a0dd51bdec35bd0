-- How the journal came about, turn by turn: what was heard, at which moment of the domain's clock, what was decided to come next.
-- With it each decision can be taken once more and held against the one that was taken. Ids and names only, nothing personal.
create table turns (
  id bigint generated always as identity primary key,
  account_id text not null,
  -- The account's version before and after; both are the same where a turn only heard.
  from_version integer not null,
  to_version integer not null,
  at timestamptz not null,
  -- Ids of the inbox, in the order in which they were heard.
  heard bigint[] not null,
  next jsonb not null,
  build text not null
);
create index turns_by_account on turns (account_id, id);
create trigger turns_are_append_only before update or delete or truncate on turns
  for each statement execute function refuse_change();
grant select, insert on turns to arrears_app;
