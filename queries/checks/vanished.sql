-- Open dossiers that a later full export of the agency does not show. One row per dossier.
-- Full is an export that replaces its slice; one that prints a unit or source filter speaks only for the dossiers that
-- came with the same filter. A rejected row with a readable key is an appearance too.
-- parameters: agency varchar
select
    known.dossier_id as subject,
    'Hồ sơ ' || known.dossier_id || ' còn đang giải quyết ở lần xuất ngày ' || strftime(known.as_of, '%d/%m/%Y')
    || ' nhưng không còn trong tệp ' || later.file_name || ' (đến ngày ' || strftime(later.as_of, '%d/%m/%Y')
    || '). Hãy kiểm tra trên hệ thống.' as message
from dossiers_current known
join imports own on own.import_id = known.import_id
join imports later
    on later.agency = $agency
    and later.dataset = 'dossiers'
    and later.status = 'active'
    and later.mode = 'replace'
    and later.as_of > known.as_of
    and later.unit_filter in ('', own.unit_filter)
left join rejected_known('dossiers') rejected
    on rejected.agency = known.agency and rejected.record_key = known.record_key
where
    known.agency = $agency
    and known.resolved_on is null
    and known.status not in ('new', 'refused')
    -- where its newest appearance was rejected, `rejected_version` names it
    and coalesce(rejected.as_of <= known.as_of, true)
qualify row_number() over (partition by known.record_key order by later.as_of, later.import_id) = 1
order by known.dossier_id
