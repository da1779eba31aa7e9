-- Dossiers with a later due date that did not replace the first one: no pause explains it. One row per dossier.
-- parameters: agency varchar
select
    dossier_id as subject,
    'Hồ sơ ' || dossier_id || ' bị dời hạn trả từ ' || strftime(first_due_on, '%d/%m/%Y')
    || coalesce(' sang ' || strftime(due_at, '%d/%m/%Y'), '')
    || ' mà không có thời gian tạm dừng. Hãy xác minh lý do gia hạn.' as message
from dossiers_current
where agency = $agency and is_due_moved
order by dossier_id
