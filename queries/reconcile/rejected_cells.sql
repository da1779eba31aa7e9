-- Rejected cells of the files that count, which nobody has mended since. One row per rejected cell.
-- parameters: agency varchar
select file_name, row_no, header, value, message, record_key, import_id, as_of
from {{ source }} cells
where agency = $agency and status = 'active' and mended_by is null
order by as_of desc, import_id, row_no
