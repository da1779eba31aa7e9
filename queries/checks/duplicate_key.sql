-- Numbers that stand twice in one file with different content: the first row was taken. One row per rejected row.
-- parameters: agency varchar
select
    'duplicate_key' as code,
    coalesce(r.record_key, r.value) as subject,
    'Mã ' || coalesce(r.record_key, r.value) || ' xuất hiện hai lần với nội dung khác nhau trong tệp ' || i.file_name
    || ' (dòng ' || r.row_no || ' bị loại). Hãy kiểm tra dòng nào đúng.' as message,
from import_rejects r
join imports i using (import_id)
where i.agency = $agency and i.status = 'active' and r.code = 'duplicate_key'
order by i.as_of, r.row_no
