-- What the rules ask for: the record of each contact, the letter register, escalations, facts about debtors, packs in force.

-- RECORD: what was said from which approved text, by whom, and how it was taken; a call that the debtor made is a row too.
alter table attempts
  add column inbound boolean not null default false,
  add column purpose text not null default 'collection',
  add column template text,
  add column template_version integer,
  add column text_sha256 text,
  add column called_by text,
  add column attitude text,
  add column recording_ref text;
drop index attempts_by_debtor;
create index attempts_by_debtor on attempts (debtor_id, decided_at) where counts or inbound;

alter table letters
  add column template text,
  add column mail_number text,
  add column by_hand boolean not null default false;

-- A person has to look at these.
create table escalations (
  account_id text not null,
  id text not null,
  kind text not null,
  ref text not null,
  rule text not null,
  since timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  primary key (account_id, id)
);
create index escalations_open on escalations (since, account_id, id) where settled_at is null;

-- What the journals of before tell about the new columns.
update attempts set template = j.body ->> 'template', template_version = (j.body ->> 'templateVersion')::integer,
    text_sha256 = j.body ->> 'textSha256'
  from journal j
  where j.account_id = attempts.account_id and j.type in ('ContactReserved', 'LetterIssued')
    and attempts.id = coalesce(j.body ->> 'attemptId', j.body ->> 'registerNumber');
update letters set template = j.body ->> 'template' from journal j
  where j.account_id = letters.account_id and j.type = 'LetterIssued' and letters.register_number = j.body ->> 'registerNumber';
insert into attempts (id, account_id, debtor_id, stage, rung, channel, status, decided_at, ended_at, result, counts, inbound)
  select j.account_id || '-' || j.version, j.account_id, o.body ->> 'debtorId', s.body ->> 'stage', 'inbound', 'call', 'answered',
    j.at, j.at, j.body ->> 'result', false, true
  from journal j
  join journal o on o.account_id = j.account_id and o.version = 1
  cross join lateral (select body from journal where account_id = j.account_id and version < j.version
    and type in ('AccountOpened', 'StageEntered') order by version desc limit 1) s
  where j.type = 'CallResultRecorded' and j.body ->> 'attemptId' is null;

-- What was reported about a debtor: every account hears it, also one that is handed over later. Ids only, nothing personal.
create table debtor_facts (
  id bigint generated always as identity primary key,
  debtor_id text not null references debtors,
  source text not null,
  external_id text not null,
  type text not null,
  body jsonb not null,
  body_sha256 text not null,
  received_at timestamptz not null,
  unique (source, external_id)
);
create index debtor_facts_by_debtor on debtor_facts (debtor_id, received_at, id);

-- Whose number it is: a hash of kind and value under a key that is derived from the master key.
alter table contact_points add column lookup text;
create index contact_points_by_lookup on contact_points (lookup) where lookup is not null;
create index contact_points_without_lookup on contact_points (debtor_id, id) where lookup is null and kind <> 'address';

-- A debtor is erased by destroying the key; the hash, which does not hang on it, goes with it.
create function forget_lookups() returns trigger language plpgsql as $$
begin
  update contact_points set lookup = null where debtor_id = new.id;
  return null;
end $$;
create trigger erased_debtor_has_no_lookups after update of wrapped_key on debtors
  for each row when (length(new.wrapped_key) = 0) execute function forget_lookups();

-- The newest row of a pack's id says which of its versions new accounts are given.
create table policy_activations (
  id bigint generated always as identity primary key,
  policy_id text not null,
  hash text not null references policies,
  activated_at timestamptz not null default now(),
  by text not null
);
create index policy_activations_by_policy on policy_activations (policy_id, id);

create table adoptions (
  id text primary key,
  policy_id text not null,
  from_hash text not null references policies,
  to_hash text not null references policies,
  by text not null,
  started_at timestamptz not null default now(),
  per_second integer not null check (per_second > 0),
  accounts integer not null default 0,
  finished_at timestamptz
);

grant select, insert, update, delete on escalations, debtor_facts, policy_activations, adoptions to arrears_app;
