-- Dossiers whose status says done but that have no finishing date: they count as open. One row per dossier.
-- parameters: agency varchar
select
    dossier_id as subject,
    'Hồ sơ ' || dossier_id || ' ghi đã xong nhưng không có ngày kết thúc nên vẫn tính là đang giải quyết. '
    || 'Hãy bổ sung ngày kết thúc.' as message,
from dossiers_current
where agency = $agency and status in ('done', 'handed_over') and resolved_on is null
order by dossier_id
