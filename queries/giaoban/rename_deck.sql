-- Gives a kept deck another name, its one row.
-- parameters: deck_id bigint, title varchar
update decks set title = $title where deck_id = $deck_id
