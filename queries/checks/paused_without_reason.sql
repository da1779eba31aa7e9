-- Open dossiers that are paused without a reason. One row per dossier.
-- parameters: agency varchar, as_of date
select
    'paused_without_reason' as code,
    dossier_id as subject,
    'Hồ sơ ' || dossier_id || ' đang tạm dừng mà không ghi lý do. Hãy ghi lý do và đính kèm văn bản trước khi dừng.'
        as message,
from dossiers_at($as_of)
where agency = $agency and is_paused and has_pause_reason = 0
order by dossier_id
