-- Imports that count on a day, one row per import, the newest first.
-- parameters: agency varchar, as_of date
select import_id, dataset, file_name, as_of, rows_loaded, rows_rejected, imported_at
from imports
where agency = $agency and status = 'active' and as_of <= $as_of
order by as_of desc, import_id desc
