-- How old the data of each dataset is. One row per dataset that has any import, with its newest as-of date up to a day.
-- parameters: agency varchar, as_of date
select
    dataset,
    max(as_of) filter (as_of <= $as_of) as newest_as_of,
    max(as_of) as newest_of_all,
    max(imported_at) as imported_at,
    arg_max(file_name, (as_of, import_id)) as file_name,
    arg_max(rows_rejected, (as_of, import_id)) as rows_rejected,
from imports
where agency = $agency and status = 'active'
group by dataset
order by dataset
