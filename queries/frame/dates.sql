-- Days from which an agency's exports speak, the newest first. One row per day.
-- Only datasets that print their own date: the others may carry the day of their import.
-- parameters: agency varchar
select distinct as_of
from imports
where agency = $agency
  and status = 'active'
  and as_of is not null
  and dataset in ('dossiers', 'tasks', 'petitions', 'field_report')
order by as_of desc
