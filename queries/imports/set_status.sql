-- Whether an import counts. One row per import.
-- parameters: import_id bigint, status varchar, superseded_by bigint
update imports set status = $status, superseded_by = $superseded_by where import_id = $import_id
