-- The days on which the agency met, as far as conclusions, records of meetings and kept decks tell, known on a day:
-- one row per day, the newest first. A record of a meeting to come is none yet.
-- parameters: agency varchar, as_of date, today date
select day
from (
    select meeting_on as day from commitments where agency = $agency and coalesce(known_on <= $as_of, true)
    union
    select meeting_on from meeting_records where agency = $agency and coalesce(known_on <= $as_of, true)
    union
    select as_of from decks where agency = $agency and kind = 'deck' and removed_by is null and as_of <= $as_of
)
where day <= $today
order by day desc
