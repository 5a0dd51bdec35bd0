-- A checkpoint seals every row of the journal from one position through another: the root of a Merkle tree over them, signed. Each
-- names the one before by its hash.
create table checkpoints (
  number integer primary key check (number > 0),
  from_position bigint not null,
  through_position bigint not null,
  leaves bigint not null check (leaves >= 0),
  root text not null,
  previous_hash text not null,
  sealed_at timestamptz not null,
  key_id text not null,
  signature text not null
);

create function refuse_change_of_checkpoint() returns trigger language plpgsql as $$
begin
  raise exception 'checkpoints are append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
end $$;
create trigger checkpoints_are_append_only before update or delete or truncate on checkpoints
  for each statement execute function refuse_change_of_checkpoint();
grant select, insert on checkpoints to arrears_app;

-- Positions are given when a row is written and seen when its transaction commits, which may be in another order. Whoever writes
-- holds `row exclusive` from before the position is given until the commit, so once `share` is held, no row up to the highest
-- position can still come. The application's role may not lock the journal itself; it calls this in a transaction of its own, so
-- that writers wait for one short query, and for no longer than the time limit where a transaction lasts.
create function settled_position() returns bigint language plpgsql security definer
  set search_path = public, pg_temp set lock_timeout = '1s' as $$
begin
  lock table journal in share mode;
  return (select coalesce(max(position), 0) from journal);
end $$;
revoke execute on function settled_position() from public;
grant execute on function settled_position() to arrears_app;
