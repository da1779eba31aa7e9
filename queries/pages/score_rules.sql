-- The lines of the scoring rules of a year, one row per criterion and step.
-- parameters: agency varchar, year integer
select code, indicator, method, comparison, threshold, points, source
from score_rules
where agency = $agency and year = $year
order by code, threshold
