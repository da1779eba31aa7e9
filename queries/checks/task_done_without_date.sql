-- Tasks whose status says done but that have no finishing date: they count as open. One row per task.
-- parameters: agency varchar
select
    document_no as subject,
    'Nhiệm vụ ' || document_no || ' ghi “' || status || '” nhưng không có ngày hoàn thành nên vẫn tính là chưa xong. '
    || 'Hãy bổ sung ngày hoàn thành.' as message,
from tasks_current
where agency = $agency and (says_done(status) or name_key(status) like 'da bao cao%') and finished_on is null
order by document_no, record_key
