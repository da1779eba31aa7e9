-- From which day on an agency's exports of a dataset speak, and until which. One row per dataset that has any.
-- parameters: agency varchar
select
    dataset,
    min(coalesce(period_from, as_of)) as first_day,
    max(as_of) as newest_as_of,
from imports
where agency = $agency and status = 'active'
group by dataset
