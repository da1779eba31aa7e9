-- The years that have a table of criteria, the newest first: one row per year.
-- parameters: agency varchar
select year, count(*) as criteria, bool_or(appraised_points is not null) as is_appraised
from criteria_known()
where agency = $agency
group by year
order by year desc
