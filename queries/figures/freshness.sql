-- The newest import of each dataset that has any. One row per dataset.
-- parameters: agency varchar
select
    dataset,
    max(as_of) as newest_of_all,
    max(imported_at) as imported_at,
    arg_max(file_name, (as_of, import_id)) as file_name,
    arg_max(rows_rejected, (as_of, import_id)) as rows_rejected,
from imports
where agency = $agency and status = 'active'
group by dataset
order by dataset
