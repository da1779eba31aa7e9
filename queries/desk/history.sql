-- The imports of an agency with what they changed, as written down when they were made. One row per import, the newest
-- first.
-- parameters: agency varchar
with effects as (
    select subject, arg_max(detail, "at") as effect
    from audit
    where what = 'import_effect'
    group by subject
)
select
    import_id, imported_at, imported_by, file_name, dataset, as_of, period_from, period_to, unit_filter, slice, status,
    superseded_by, mode, rows_read, rows_loaded, rows_rejected, rows_skipped, sheet, header_row, sha256, layout_key,
    unknown_columns, unknown_units, warnings, parameters, effects.effect,
from imports
left join effects on effects.subject = imports.import_id::varchar
where agency = $agency
order by import_id desc
