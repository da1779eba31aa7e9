-- Rejected cells of the files that count. One row per rejected cell.
-- parameters: agency varchar
select i.file_name, r.row_no, r.header, r.value, r.message, r.record_key, i.import_id, i.as_of
from import_rejects r
join imports i using (import_id)
where i.agency = $agency and i.status = 'active'
order by i.as_of desc, i.import_id, r.row_no
