-- Petitions without a due date: never late, so answered ones count as on time. One row per petition.
-- parameters: agency varchar, as_of date
select
    petition_id as subject,
    'Phản ánh, kiến nghị ' || petition_id || ' không có hạn trả lời nên không bao giờ bị tính trễ. '
    || 'Hãy bổ sung hạn trả lời.' as message,
from petition_facts
join petitions_current using (agency, record_key)
where agency = $agency and petition_facts.received_on <= $as_of and petition_facts.due_on is null
order by petition_id
