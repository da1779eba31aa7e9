-- Tasks whose status says done but that have no finishing date: they are open no more. One row per task.
-- parameters: agency varchar
select
    t.document_no as subject,
    'Nhiệm vụ ' || t.document_no || ' ghi “' || t.status || '” nhưng không có ngày hoàn thành nên '
    || case
        when done_how(t.status) = 'done' then 'không tính là quá hạn, chưa rõ có đúng hạn không. '
        else 'đúng hạn hay không lấy theo chữ đó. '
    end
    || 'Hãy bổ sung ngày hoàn thành.' as message,
from tasks_current t
where t.agency = $agency and t.finished_on is null and says_done(t.status)
order by t.document_no, t.record_key
