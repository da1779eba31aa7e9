-- Forgets a browser's token, and browsers that did not sign in since a moment; one row per account.
-- parameters: token_hash varchar, since timestamp
delete from devices where token_hash = $token_hash or seen_at <= $since
