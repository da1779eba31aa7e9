-- Whether a browser signed in to an account since a moment, one row.
-- parameters: token_hash varchar, name varchar, since timestamp
select count(*) > 0 from devices where token_hash = $token_hash and name = $name and seen_at > $since
