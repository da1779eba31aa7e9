-- Puts the touched records into a mart; `changed` null: all of the agency's. One row per record.
-- The text of the mart reads the records by their table's name, which here is the touched ones alone: asked of its rows
-- instead, all records of the agency would be reckoned first.
-- parameters: agency varchar, changed bigint[]
insert into {{ mart }} by name
with {{ dataset }}_current as (
    select *
    from main.{{ dataset }}_current
    where
        agency = $agency
        and ($changed is null or record_key in (select record_key from {{ dataset }} where import_id in (select unnest($changed))))
)
select * from {{ source }}
