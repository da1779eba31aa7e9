-- Working days from each of some days to another day (negative for days after it). One row per day.
-- parameters: days date[], as_of date
select day, working_days_between(day, $as_of) as working_days
from (select unnest($days) as day)
