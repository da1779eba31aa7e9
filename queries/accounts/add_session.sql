-- Records one sign-in, one row.
-- parameters: token_hash varchar, name varchar, now timestamp, expires_at timestamp
insert into sessions values ($token_hash, $name, $now, $now, $expires_at, null, null)
