-- The months by which an agency's dossiers lie in a lake. One row per month.
-- parameters: agency varchar
select distinct coalesce(strftime(coalesce(received_at, submitted_at), '%Y-%m'), 'none') as month
from dossiers_current
where agency = $agency
order by month
