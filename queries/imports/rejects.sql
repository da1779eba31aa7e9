-- What was rejected of an import. One row per rejected cell.
-- parameters: import_id bigint
select sheet, row_no as "row", header, field as "column", value, code, message
from import_rejects
where import_id = $import_id
order by row_no, rowid
