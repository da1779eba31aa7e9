-- What each file that counts said of a record, the newest first. One row per file and row. Names: its dataset and dates.
-- parameters: agency varchar, key varchar
select
    i.as_of, i.file_name, r.row_no, r.unit_text,
    r.{{ due }}::date as due,
    r.{{ end }}::date as finished,
from {{ dataset }} r
join imports i on i.import_id = r.import_id and i.agency = $agency and i.status in ('active', 'superseded')
where r.record_key = $key
order by i.as_of desc, i.import_id desc
