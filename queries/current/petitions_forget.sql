-- Takes the touched records out of petitions_current, before they are merged again. One row per record (record_key).
-- parameters: agency varchar, changed bigint[]
delete from petitions_current
where
    agency = $agency
    and record_key in (select record_key from petitions where import_id in (select unnest($changed)))
