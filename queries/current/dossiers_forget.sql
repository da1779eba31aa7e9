-- Takes the touched records out of dossiers_current, before they are merged again. One row per record (record_key).
-- parameters: agency varchar, changed bigint[]
delete from dossiers_current
where
    agency = $agency
    and record_key in (select record_key from dossiers where import_id in (select unnest($changed)))
