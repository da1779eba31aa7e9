-- What a kept deck, paper or conclusion is called, one row.
-- parameters: deck_id bigint
select agency, as_of, title, kind from decks where deck_id = $deck_id
