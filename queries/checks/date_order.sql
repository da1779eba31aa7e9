-- Dossiers finished before they were received (dates that came from different exports). One row per dossier.
-- parameters: agency varchar
select
    dossier_id as subject,
    'Hồ sơ ' || dossier_id || ' kết thúc ngày ' || strftime(finished_at, '%d/%m/%Y') || ', trước ngày tiếp nhận '
    || strftime(received_at, '%d/%m/%Y') || '. Hãy kiểm tra trên hệ thống.' as message,
from dossiers_current
where agency = $agency and finished_at::date < received_at::date
order by dossier_id
