-- The days on which the agency met, as far as conclusions, records of meetings and kept decks tell, known on a day:
-- one row per day, the newest first. A record of a meeting to come is none yet. Of decks those that stood in the list
-- at a moment; null: that stand.
-- parameters: agency varchar, as_of date, today date, moment timestamp
select day
from (
    select meeting_on as day from commitments where agency = $agency and coalesce(known_on <= $as_of, true)
    union
    select meeting_on from meeting_records where agency = $agency and coalesce(known_on <= $as_of, true)
    union
    select as_of
    from decks
    where agency = $agency and kind = 'deck' and as_of <= $as_of and stood_then(kept_at, turned_at, $moment)
)
where day <= $today
order by day desc
