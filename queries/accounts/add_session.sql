-- Records one sign-in, one row.
-- parameters: token_hash varchar, name varchar, started_at timestamp, seen_at timestamp, expires_at timestamp
insert into sessions values ($token_hash, $name, $started_at, $seen_at, $expires_at, null, null)
