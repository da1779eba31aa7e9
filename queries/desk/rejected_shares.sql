-- Rows read and rejected per source (dataset and layout) and month of the as-of date. One row per source and month.
-- parameters: agency varchar
with causes as (
    select import_id, mode(header) as header, mode(code) as code, count(distinct code) as codes
    from import_rejects
    group by import_id
)
select
    dataset, layout_key, date_trunc('month', as_of)::date as month,
    arg_max(file_name, (as_of, imports.import_id)) as file_name, count(*) as files,
    sum(rows_read)::bigint as rows_read, sum(rows_rejected)::bigint as rows_rejected,
    sum(rows_rejected) / nullif(sum(rows_read), 0) as share,
    arg_max(causes.header, rows_rejected) as header, arg_max(causes.code, rows_rejected) as code,
from imports
left join causes on causes.import_id = imports.import_id
where agency = $agency and status <> 'rolled_back'
group by dataset, layout_key, month
order by month desc, dataset, file_name
