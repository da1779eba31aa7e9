-- What was rejected of an import, and by which import it was mended since (null: not yet). One row per rejected cell.
-- parameters: agency varchar, import_id bigint
select sheet, row_no as "row", record_key, header, field as "column", value, code, message, mended_by
from {{ source }} cells
where agency = $agency and import_id = $import_id
order by row_no, cell
