-- From which day on agencies' exports of a dataset speak, and until which. One row per agency and dataset that has any.
-- parameters: agencies varchar[]
select
    agency,
    dataset,
    min(coalesce(period_from, as_of)) as first_day,
    max(as_of) as newest_as_of,
from imports
where agency in $agencies and status = 'active'
group by agency, dataset
