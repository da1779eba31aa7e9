-- Dossiers due before they were received. One row per dossier.
-- parameters: agency varchar
select
    dossier_id as subject,
    'Hồ sơ ' || dossier_id || ' hẹn trả ngày ' || strftime(due_at, '%d/%m/%Y') || ', trước ngày tiếp nhận '
    || strftime(received_at, '%d/%m/%Y') || '. Hãy kiểm tra ngày hẹn trả.' as message,
from dossiers_current
where agency = $agency and due_at::date < received_at::date
order by dossier_id
