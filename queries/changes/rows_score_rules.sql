-- Rules of points of an agency. One row per year, criterion and step.
-- parameters: agency varchar
select year, code, indicator, method, comparison, threshold, points, source from score_rules where agency = $agency
order by year, code, threshold
