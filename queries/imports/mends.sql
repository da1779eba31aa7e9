-- Imports of a dataset whose cells somebody put right by hand, undone ones too. One row per import, the oldest first.
-- parameters: agency varchar, dataset varchar
select import_id, sha256, parameters
from imports
where agency = $agency and dataset = $dataset and parameters::varchar like '%mends%'
order by import_id
