-- The files that brought rows of some units and were not undone, as `guard/files` has those of a source; `rows_read` counts
-- their rows alone. One row per import, the oldest data first. Names: a dataset with units.
-- parameters: agency varchar, unit_keys varchar[]
select
    imports.import_id,
    any_value(imports.file_name) as file_name,
    any_value(imports.as_of) as as_of,
    any_value(coalesce(imports.period_from, date_trunc('month', imports.as_of)::date)) as first_day,
    any_value(imports.mode) as mode,
    count(*) as rows_read,
    any_value(imports.columns) as columns,
from imports
join {{ dataset }} version on version.import_id = imports.import_id
where
    imports.agency = $agency
    and imports.dataset = '{{ dataset }}'
    and imports.status <> 'rolled_back'
    and list_contains($unit_keys, version.unit_key)
group by imports.import_id
order by as_of, imports.import_id
