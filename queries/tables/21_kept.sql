-- What else is kept with its figures than decks, and from which data version they were.
alter table decks add column kind varchar;          -- deck, minutes (a conclusion), or a kind of paper
alter table decks add column data_version bigint;   -- null: kept by a release that did not note it
update decks set kind = 'deck';
