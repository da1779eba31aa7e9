-- The history of imports. One row per import, in the order in which they happened.
select
    import_id, imported_at, imported_by, file_name, dataset, agency, as_of, period_from, period_to, unit_filter,
    status, superseded_by, mode, rows_read, rows_loaded, rows_rejected, rows_skipped, sheet, header_row, sha256,
    unknown_columns, unknown_units, warnings
from imports
order by import_id
