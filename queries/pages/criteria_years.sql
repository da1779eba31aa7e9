-- The years that had a table of criteria on a day, the newest first: one row per year.
-- parameters: agency varchar, as_of date
select year, count(*) as criteria, bool_or(appraised_points is not null) as is_appraised
from criteria_at($as_of)
where agency = $agency
group by year
order by year desc
