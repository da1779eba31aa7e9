-- Targets of an agency. One row per year, indicator, kind and date.
-- parameters: agency varchar
select year, indicator, kind, comparison, value, due_date, source from targets where agency = $agency
order by year, indicator, kind, due_date
