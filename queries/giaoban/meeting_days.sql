-- The days on which the agency met, as far as conclusions and kept decks tell, before a day: one row per day, the newest
-- first.
-- parameters: agency varchar, as_of date
select day
from (
    select meeting_on as day from commitments where agency = $agency and coalesce(known_on <= $as_of, true)
    union
    select as_of from decks where agency = $agency and kind = 'deck'
)
where day < $as_of
order by day desc
