-- Dossiers whose newest appearance was rejected: they stand with their last accepted state. One row per dossier.
-- parameters: agency varchar
with counting as (
    select import_id, as_of, file_name
    from imports
    where agency = $agency and dataset = 'dossiers' and status = 'active'
),

rejected as (
    select rejects.record_key, counting.as_of, counting.import_id, counting.file_name, rejects.row_no, rejects.code
    from import_rejects rejects
    join counting using (import_id)
    -- the second of two rows with one key is no newer appearance: the first was accepted
    where rejects.record_key is not null and rejects.code <> 'duplicate_key'
    qualify row_number() over (
        partition by rejects.record_key order by counting.as_of desc, counting.import_id desc, rejects.row_no
    ) = 1
)

select
    'rejected_version' as code,
    known.dossier_id as subject,
    'Hồ sơ ' || known.dossier_id || ' có dòng bị loại (dòng ' || rejected.row_no || ' của tệp '
    || rejected.file_name || '); số liệu vẫn theo lần xuất ngày ' || strftime(known.as_of, '%d/%m/%Y')
    || '. Hãy sửa dòng đó trong hệ thống và xuất lại.' as message
from rejected
join dossiers_current known on known.agency = $agency and known.record_key = rejected.record_key
where (rejected.as_of, rejected.import_id) > (known.as_of, known.import_id)
order by known.dossier_id
