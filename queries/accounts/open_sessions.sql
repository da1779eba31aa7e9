-- Sign-ins that have neither ended nor expired, one row per sign-in.
-- parameters: now timestamp
select token_hash, name, started_at, seen_at, expires_at
from sessions
where ended_at is null and expires_at > $now
