-- Takes the touched records out of a mart, before they are put in again; `changed` null: all of the agency's.
-- parameters: agency varchar, changed bigint[]
delete from {{ mart }}
where
    agency = $agency
    and ($changed is null or record_key in (select record_key from {{ dataset }} where import_id in (select unnest($changed))))
