-- Takes the touched records out of the current ones, before they are merged again. One row per record (record_key).
-- parameters: agency varchar, changed bigint[]
delete from {{ dataset }}_current
where
    agency = $agency
    and record_key in (select record_key from {{ dataset }} where import_id in (select unnest($changed)))
