-- Open dossiers that are paused without a document or without telling the applicant, where the newest file that has
-- them has such a column: without it nobody knows. One row per dossier.
-- parameters: agency varchar, as_of date
with paused as (
    select
        known.dossier_id,
        list_contains(file.columns, 'pause_document') and known.pause_document is null as lacks_document,
        list_contains(file.columns, 'pause_told_on') and known.pause_told_on is null as lacks_notice,
    from dossier_facts facts
    join dossiers_current known on known.agency = facts.agency and known.record_key = facts.record_key
    join imports file on file.import_id = known.import_id
    where
        facts.agency = $agency and facts.has_paused_status = 1
        and facts.received_on <= $as_of and facts.open_until > $as_of
)
select
    dossier_id as subject,
    'Hồ sơ ' || dossier_id || ' đang tạm dừng mà chưa ghi ' || concat_ws(
        ' và ',
        case when lacks_document then 'văn bản kèm theo' end,
        case when lacks_notice then 'ngày thông báo cho người nộp' end
    ) || '.' as message,
from paused
where lacks_document or lacks_notice
order by dossier_id
