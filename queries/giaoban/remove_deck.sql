-- Takes a kept deck out of the list, or puts it back (who null), its one row.
-- parameters: deck_id bigint, who varchar, now timestamp
update decks set removed_by = $who, removed_at = case when $who is not null then $now end where deck_id = $deck_id
