-- Imports with rejected rows that nobody has mended since. One row per import.
-- parameters: agency varchar
select
    file_name as subject,
    'Tệp ' || file_name || ' có ' || count(distinct (sheet, row_no)) filter (mended_by is null) || ' dòng bị loại'
    || coalesce(' chưa sửa (đã sửa ' || nullif(count(distinct (sheet, row_no)) filter (mended_by is not null), 0) || ')', '')
    || ' trong ' || rows_read || ' dòng. Hãy sửa các dòng đó trong hệ thống rồi xuất và nhập lại.' as message,
from {{ source }} cells
where agency = $agency and status = 'active'
group by import_id, file_name, as_of, rows_read
having count(*) filter (mended_by is null) > 0
order by as_of, import_id
