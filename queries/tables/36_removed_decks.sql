-- A kept deck that was taken out of the list: by whom and when; null: it stands. It can be put back.
alter table decks add column removed_at timestamp;
alter table decks add column removed_by varchar;
