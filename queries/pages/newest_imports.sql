-- The newest counting import of each dataset up to a day, one row per dataset.
-- parameters: agency varchar, as_of date
select dataset, max(as_of) as as_of, count(*) as files
from imports
where agency = $agency and status = 'active' and ($as_of is null or as_of <= $as_of)
group by dataset
order by dataset
