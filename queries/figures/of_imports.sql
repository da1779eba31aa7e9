-- The rows of indicators whose record one of some imports brought. One row per indicator and record.
-- parameters: imports bigint[]
select brought.*
from {{ source }} brought
where brought.record_key in (select record_key from {{ dataset }} where import_id in $imports)
