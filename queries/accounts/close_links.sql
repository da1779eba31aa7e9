-- Makes the open links of one account (null: of the first administrator) unusable, one row per link.
-- parameters: name varchar, now timestamp
update one_time_links set used_at = $now where used_at is null and name is not distinct from $name
