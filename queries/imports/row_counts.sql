-- Imports whose rows are not all there. One row per such import.
select imports.import_id, imports.file_name, imports.rows_loaded, count(rows.import_id) as rows_there
from imports
left join record_versions rows on rows.import_id = imports.import_id and rows.dataset = imports.dataset
group by all
having imports.rows_loaded <> count(rows.import_id)
order by imports.import_id
