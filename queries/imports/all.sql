-- Status and ledger facts of every import into this home. One row per import, in the order in which they happened.
select
    import_id, sha256, file_name, agency, dataset, as_of, mode, status, parameters, imported_by, rows_loaded
from imports
where mode is distinct from 'attached'
order by import_id
