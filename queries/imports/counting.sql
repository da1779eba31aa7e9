-- The imports of an agency's dataset, rolled-back ones included. One row per import, in their order.
-- parameters: agency varchar, dataset varchar
select import_id, file_name, sha256, slice, as_of, mode, status, superseded_by, rows_loaded, imported_by
from imports
where agency = $agency and dataset = $dataset
order by as_of, import_id
