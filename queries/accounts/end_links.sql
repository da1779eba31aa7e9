-- Makes open links unusable that were made later than `until`: by a clock that has been set back since; one row per link.
-- parameters: now timestamp, until timestamp
update one_time_links set used_at = $now where used_at is null and created_at > $until
