-- Rules that turn a figure into points. One row per criterion and band; only rules that a document prints.
-- parameters: agency varchar, year integer
select code, indicator, method, comparison, threshold, points, source
from score_rules
where agency = $agency and year = $year
order by code, threshold
