-- Decks, papers and conclusions that were kept, one row each, the newest first.
-- parameters: agency varchar
select
    deck_id, agency, as_of, title, choice::varchar as choice, figures::varchar as figures, kept_at, kept_by, kind,
    data_version,
from decks
where agency = $agency
order by deck_id desc
