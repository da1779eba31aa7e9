-- Open dossiers without a due date: never late (shared contract, "Dossier rules"), so no indicator has them. One row per dossier.
-- parameters: agency varchar, as_of date
select
    dossier_id as subject,
    'Hồ sơ ' || dossier_id || ' đang giải quyết mà không có ngày hẹn trả nên không bao giờ bị tính trễ. '
    || 'Hãy bổ sung ngày hẹn trả.' as message,
from dossier_facts
join dossiers_current using (agency, record_key)
where agency = $agency and received_on <= $as_of and open_until > $as_of and due_on is null
order by dossier_id
