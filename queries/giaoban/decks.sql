-- Decks, papers and conclusions that were kept, one row each, the newest first: those in the list at a moment (null: now),
-- or (removed) those that were not.
-- parameters: agency varchar, removed boolean, moment timestamp
select
    deck_id, agency, as_of, title, choice::varchar as choice, figures::varchar as figures, kept_at, kept_by, kind,
    data_version, turned_at[-1] as removed_at, removed_by,
from decks
where agency = $agency and stood_then(kept_at, turned_at, $moment) <> $removed
order by deck_id desc
