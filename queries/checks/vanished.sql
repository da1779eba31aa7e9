-- Open dossiers that a later full export of the agency does not show. One row per dossier.
-- Full is an export that replaces its slice; one that prints a unit or source filter speaks only for the dossiers that
-- came with the same filter. A rejected row with a readable key is an appearance too.
-- parameters: agency varchar
with exports as (
    select import_id, as_of, unit_filter, file_name
    from imports
    where agency = $agency and dataset = 'dossiers' and status = 'active' and mode = 'replace'
),

open_dossiers as (
    select known.dossier_id, known.record_key, known.as_of, imports.unit_filter
    from dossiers_current known
    join imports using (import_id)
    where known.agency = $agency and known.resolved_on is null and known.status not in ('new', 'refused')
),

missed as (
    select
        open_dossiers.*,
        exports.import_id as missing_in,
        exports.as_of as missing_as_of,
        exports.file_name
    from open_dossiers
    join exports
        on exports.as_of > open_dossiers.as_of and exports.unit_filter in ('', open_dossiers.unit_filter)
    where
        not exists (
            -- its newest appearance was rejected: `rejected_version` names it
            select 1
            from import_rejects rejects
            join imports later using (import_id)
            where
                rejects.record_key = open_dossiers.record_key
                and rejects.code <> 'duplicate_key'
                and later.agency = $agency
                and later.dataset = 'dossiers'
                and later.status = 'active'
                and later.as_of > open_dossiers.as_of
        )
    qualify row_number() over (
        partition by open_dossiers.record_key order by exports.as_of, exports.import_id
    ) = 1
)

select
    'vanished' as code,
    dossier_id as subject,
    'Hồ sơ ' || dossier_id || ' còn đang giải quyết ở lần xuất ngày ' || strftime(as_of, '%d/%m/%Y')
    || ' nhưng không còn trong tệp ' || file_name || ' (đến ngày ' || strftime(missing_as_of, '%d/%m/%Y')
    || '). Hãy kiểm tra trên hệ thống.' as message
from missed
order by dossier_id
