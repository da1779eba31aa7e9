-- The imports of an agency with what they changed, as written down when they were made. One row per import, the newest
-- first.
-- parameters: agency varchar
with effects as (
    select subject, arg_max(detail, "at") as effect
    from audit
    where what = 'import' and detail ->> 'summary' is not null or what = 'import_effect' -- releases before 0.3
    group by subject
),
mended as (
    select
        import_id, count(distinct (sheet, row_no)) as rows_mended,
        list_sort(list(distinct mended_by)) as mended_by,
    from {{ source }} cells
    where agency = $agency and mended_by is not null
    group by import_id
)
select
    import_id, imported_at, imported_by, file_name, dataset, as_of, period_from, period_to, unit_filter, slice, status,
    superseded_by, mode, rows_read, rows_loaded, rows_rejected, rows_skipped, sheet, header_row, sha256, layout_key,
    unknown_columns, unknown_units, warnings, parameters, effects.effect,
    coalesce(rows_mended, 0) as rows_mended, coalesce(mended_by, []) as mended_by,
from imports
left join mended using (import_id)
left join effects on effects.subject = imports.import_id::varchar
where agency = $agency and mode is distinct from 'attached'
order by import_id desc
