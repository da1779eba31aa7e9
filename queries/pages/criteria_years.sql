-- The years that had a table of criteria on a day, the newest first: one row per year.
-- parameters: agency varchar, as_of date
select distinct year
from criteria_at($as_of)
where agency = $agency
order by year desc
