-- From which day on agencies' exports of a dataset speak, until which, and which fields any of them has a column for (null:
-- of one nobody knows). One row per agency and dataset that has any.
-- parameters: agencies varchar[]
select
    agency,
    dataset,
    min(coalesce(period_from, as_of)) as first_day,
    max(as_of) as newest_as_of,
    case when count(columns) = count(*) then list_distinct(flatten(list(columns))) end as columns,
from imports
where agency in $agencies and status = 'active'
group by agency, dataset
