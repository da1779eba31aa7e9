-- Dossiers with a finishing date whose status says that they are still worked on. One row per dossier.
-- parameters: agency varchar
select
    dossier_id as subject,
    'Hồ sơ ' || dossier_id || ' có ngày kết thúc ' || strftime(finished_at, '%d/%m/%Y')
    || ' nhưng trạng thái vẫn là đang giải quyết; số liệu tính là đã giải quyết.' as message,
from dossiers_current
where agency = $agency and status in ('received', 'processing', 'supplement', 'fee', 'stopped') and finished_at is not null
order by dossier_id
