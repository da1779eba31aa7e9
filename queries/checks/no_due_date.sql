-- Open dossiers without a due date: they can never be late. One row per dossier.
-- parameters: agency varchar, as_of date
select
    'no_due_date' as code,
    dossier_id as subject,
    'Hồ sơ ' || dossier_id || ' đang giải quyết mà không có ngày hẹn trả nên không bao giờ bị tính trễ. '
    || 'Hãy bổ sung ngày hẹn trả.' as message,
from dossiers_at($as_of)
where agency = $agency and is_open and due_on is null
order by dossier_id
