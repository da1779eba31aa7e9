-- Decks, papers and conclusions that were kept, one row each, the newest first: those that stand, or those taken out.
-- parameters: agency varchar, removed boolean
select
    deck_id, agency, as_of, title, choice::varchar as choice, figures::varchar as figures, kept_at, kept_by, kind,
    data_version, removed_at, removed_by,
from decks
where agency = $agency and (removed_by is not null) = $removed
order by deck_id desc
