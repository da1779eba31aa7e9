-- The imports of an agency that count, of what a lake keeps: what its figures speak of. Without names of files and
-- people. One row per import.
-- parameters: agency varchar
select
    import_id, dataset, agency, as_of, period_from, period_to, unit_filter, slice, mode, status,
    if(dataset = 'procedures', null, columns) as columns, -- its rows go as they are known, with what others brought
    rows_read, rows_loaded, rows_rejected, rows_skipped, imported_at,
from imports
where
    agency = $agency and status = 'active'
    and dataset in ('dossiers', 'tasks', 'petitions', 'joint_dossiers', 'procedures', 'measurements', 'service_index')
order by import_id
