-- The accounts of a browser under its new token: the one signed in now and those of its token before. One row each.
-- parameters: token_hash varchar, name varchar, now timestamp, before varchar
insert into devices
select $token_hash, $name, $now
union all
select $token_hash, name, seen_at from devices where token_hash = $before and name <> $name
