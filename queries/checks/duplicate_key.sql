-- Numbers that stand twice in one file with different content, as long as no file has brought them once since: the first row
-- was taken. One row per rejected row.
-- parameters: agency varchar
select
    coalesce(record_key, value) as subject,
    'Mã ' || coalesce(record_key, value) || ' xuất hiện hai lần với nội dung khác nhau trong tệp ' || file_name
    || ' (dòng ' || row_no || ' bị loại). Hãy kiểm tra dòng nào đúng.' as message,
from {{ source }} cells
where agency = $agency and status = 'active' and code = 'duplicate_key' and mended_by is null
order by as_of, row_no
