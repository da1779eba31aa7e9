-- Adds one one-time link, one row.
-- parameters: token_hash varchar, name varchar, now timestamp, expires_at timestamp
insert into one_time_links values ($token_hash, $name, $now, $expires_at, null)
