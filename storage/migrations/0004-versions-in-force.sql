-- What accounts were handed over under stays in force after an upgrade: a version that comes with another build is put in force by
-- a person who has seen what it changes. A new database has no packs yet; its first loading puts them in force.
insert into policy_activations (policy_id, hash, activated_at, by)
select distinct on (p.id) p.id, p.hash, p.loaded_at, 'upgrade' from policies p
where not exists (select from policy_activations a where a.policy_id = p.id)
order by p.id, p.loaded_at desc, p.hash;
