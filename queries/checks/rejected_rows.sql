-- Imports with rejected rows. One row per import.
-- parameters: agency varchar
select
    'rejected_rows' as code,
    file_name as subject,
    'Tệp ' || file_name || ' có ' || rows_rejected || ' dòng bị loại trong ' || rows_read
    || ' dòng. Hãy sửa các dòng đó trong hệ thống rồi xuất và nhập lại.' as message,
from imports
where agency = $agency and status = 'active' and rows_rejected > 0
order by as_of, import_id
