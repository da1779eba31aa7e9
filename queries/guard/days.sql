-- The days of which the exports of these datasets speak, undone ones left out. One row per day.
-- parameters: agency varchar, datasets varchar[]
select distinct as_of
from imports
where
    agency = $agency
    and list_contains($datasets, dataset)
    and status <> 'rolled_back'
order by as_of
