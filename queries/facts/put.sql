-- Puts the touched records into a mart; `changed` null: all of the agency's. One row per record.
-- parameters: agency varchar, changed bigint[]
insert into {{ mart }} by name
select * from {{ source }}
where
    agency = $agency
    and ($changed is null or record_key in (select record_key from {{ dataset }} where import_id in (select unnest($changed))))
