-- The rows of a list without those of some keys. One row per row of the list.
-- parameters: without varchar[]
select *
from {{ source }}
where not list_contains($without, record_key)
