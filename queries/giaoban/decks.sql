-- Decks that were kept, one row per deck, the newest first.
-- parameters: agency varchar
select deck_id, as_of, title, choice::varchar as choice, figures::varchar as figures, kept_at, kept_by
from decks
where agency = $agency
order by deck_id desc
