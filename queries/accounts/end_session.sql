-- Ends one sign-in, one row.
-- parameters: token_hash varchar, now timestamp, how varchar
update sessions set ended_at = $now, ended_by = $how where token_hash = $token_hash and ended_at is null
