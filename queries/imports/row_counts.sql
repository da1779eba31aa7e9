-- Imports of the declared datasets whose rows are not all there. One row per such import.
with there as (
    select null::varchar as dataset, null::bigint as import_id, 0 as rows_there
    union all select '{{ dataset }}', import_id, count(*) from {{ dataset }} group by import_id
)

select imports.import_id, imports.file_name, imports.rows_loaded, coalesce(there.rows_there, 0) as rows_there
from imports
left join there using (dataset, import_id)
where
    imports.mode is distinct from 'attached'
    and imports.dataset in (
        '{{ dataset }}',
    )
    and imports.rows_loaded <> coalesce(there.rows_there, 0)
order by imports.import_id
