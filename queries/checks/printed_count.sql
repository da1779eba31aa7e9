-- Files whose own total is not the number of their rows. One row per import.
-- parameters: agency varchar
select
    file_name as subject,
    'Dòng tổng cộng của tệp ' || file_name || ' ghi ' || (printed->>'row_count') || ' nhưng tệp có ' || rows_read
    || ' dòng. Hãy kiểm tra tệp có bị cắt không.' as message,
from imports
where agency = $agency and status = 'active' and try_cast(printed->>'row_count' as bigint) <> rows_read
order by as_of, import_id
