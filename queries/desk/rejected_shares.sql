-- Rows read, rejected and mended since, per source (dataset and layout) and month of the as-of date. One row per source and
-- month; the cause is that of what still has to be mended.
-- parameters: agency varchar
with causes as (
    select
        import_id, count(distinct (sheet, row_no)) filter (mended_by is not null) as rows_mended,
        mode(header) filter (mended_by is null) as header, mode(code) filter (mended_by is null) as code,
    from {{ source }} cells
    where agency = $agency
    group by import_id
)
select
    dataset, layout_key, date_trunc('month', as_of)::date as month,
    arg_max(file_name, (as_of, imports.import_id)) as file_name, count(*) as files,
    sum(rows_read)::bigint as rows_read,
    sum(rows_rejected - coalesce(rows_mended, 0))::bigint as rows_left,
    sum(rows_rejected)::bigint as rows_rejected,
    sum(rows_rejected) / nullif(sum(rows_read), 0) as share,
    arg_max(causes.header, rows_rejected - rows_mended) as header, arg_max(causes.code, rows_rejected - rows_mended) as code,
from imports
left join causes on causes.import_id = imports.import_id
where agency = $agency and status <> 'rolled_back'
group by dataset, layout_key, month
order by month desc, dataset, file_name
