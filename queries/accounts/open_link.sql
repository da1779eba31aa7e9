-- The one-time link with this token while it may be used, at most one row. One made later than `until` is of a clock
-- that has been set back since.
-- parameters: token_hash varchar, now timestamp, until timestamp
select name from one_time_links
where token_hash = $token_hash and used_at is null and expires_at > $now and created_at <= $until
