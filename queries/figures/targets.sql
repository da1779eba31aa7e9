-- Targets of an agency for a year. One row per indicator, kind and step.
-- parameters: agency varchar, year integer
select indicator, kind, comparison, value, due_date, source
from targets
where agency = $agency and year = $year
order by indicator, due_date, kind desc, value
