-- The imports that count for a dataset (null: for any), one row per import, the newest first.
-- parameters: agency varchar, dataset varchar
select
    import_id, dataset, file_name, as_of, period_from, period_to, rows_loaded, rows_rejected, imported_at, imported_by
from imports
where
    agency = $agency
    and coalesce(dataset = $dataset, true)
    and status = 'active'
order by as_of desc, import_id desc
