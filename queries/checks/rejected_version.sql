-- Dossiers whose newest appearance was rejected: they stand with their last accepted state. One row per dossier.
-- parameters: agency varchar
select
    known.dossier_id as subject,
    'Hồ sơ ' || known.dossier_id || ' có dòng bị loại (dòng ' || rejected.row_no || ' của tệp '
    || rejected.file_name || '); số liệu vẫn theo lần xuất ngày ' || strftime(known.as_of, '%d/%m/%Y')
    || '. Hãy sửa dòng đó trong hệ thống và xuất lại.' as message
from rejected_known('dossiers') rejected
join dossiers_current known using (agency, record_key)
where agency = $agency and (rejected.as_of, rejected.import_id) > (known.as_of, known.import_id)
order by known.dossier_id
