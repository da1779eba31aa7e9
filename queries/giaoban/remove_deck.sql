-- Takes a kept deck out of the list, or puts it back (who null), its one row.
-- parameters: deck_id bigint, who varchar, now timestamp
update decks set removed_by = $who, turned_at = list_append(turned_at, $now) where deck_id = $deck_id
