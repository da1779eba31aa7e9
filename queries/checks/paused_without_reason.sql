-- Open dossiers that are paused without a reason: the rows of the indicator of that name. One row per dossier.
-- parameters: agency varchar, as_of date
select
    dossier_id as subject,
    'Hồ sơ ' || dossier_id || ' đang tạm dừng mà không ghi lý do. Hãy ghi lý do và đính kèm văn bản trước khi dừng.'
        as message,
from {{ source }} rows_of_indicator
join dossiers_current using (agency, record_key)
where agency = $agency and counts_from <= $as_of and counts_until > $as_of
order by dossier_id
