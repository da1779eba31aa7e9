-- Notes when a person last did something in one sign-in, one row.
-- parameters: token_hash varchar, seen_at timestamp
update sessions set seen_at = $seen_at where token_hash = $token_hash
