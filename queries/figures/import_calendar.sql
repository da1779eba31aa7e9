-- Which month of which dataset has data. One row per dataset and month (of the as-of date).
-- parameters: agency varchar, from_day date, as_of date
select
    dataset,
    strftime(as_of, '%Y-%m') as month,
    count(*) as imports,
    sum(rows_loaded)::bigint as rows_loaded,
    sum(rows_rejected)::bigint as rows_rejected,
    max(as_of) as newest_as_of,
from imports
where agency = $agency and status = 'active' and as_of between $from_day and $as_of
group by dataset, month
order by dataset, month
