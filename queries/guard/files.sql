-- The files of a source (a dataset and the unit or source filter printed on the sheet) that were not undone. One row per
-- import, the oldest data first.
-- parameters: agency varchar, dataset varchar, unit_filter varchar
select import_id, file_name, as_of, coalesce(period_from, date_trunc('month', as_of)::date) as first_day, mode, rows_read, columns
from imports
where
    agency = $agency
    and dataset = $dataset
    and coalesce(unit_filter, '') = $unit_filter
    and status <> 'rolled_back'
order by as_of, import_id
