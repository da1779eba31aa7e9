-- Tasks whose status says done but that have no finishing date: one whose words the figures read (marts/task_facts) is
-- open no more, any other counts as open. One row per task.
-- parameters: agency varchar
select
    t.document_no as subject,
    'Nhiệm vụ ' || t.document_no || ' ghi “' || t.status || '” nhưng không có ngày hoàn thành nên '
    || case
        when facts.said = 'done' then 'không tính là quá hạn, chưa rõ có đúng hạn không. '
        when facts.said is not null then 'đúng hạn hay không lấy theo chữ đó. '
        else 'vẫn tính là chưa xong. '
    end
    || 'Hãy bổ sung ngày hoàn thành.' as message,
from tasks_current t
left join task_facts facts on facts.agency = t.agency and facts.record_key = t.record_key
where t.agency = $agency and (says_done(t.status) or name_key(t.status) like 'da bao cao%') and t.finished_on is null
order by t.document_no, t.record_key
