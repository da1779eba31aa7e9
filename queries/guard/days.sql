-- The days of which the exports of dossiers, tasks, petitions and Biểu II.06a speak, undone ones left out. One row per day.
-- parameters: agency varchar
select distinct as_of
from imports
where
    agency = $agency
    and dataset in ('dossiers', 'tasks', 'petitions', 'field_report')
    and status <> 'rolled_back'
order by as_of
