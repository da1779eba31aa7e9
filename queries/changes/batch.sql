-- The changed rows of one batch. One row per changed row.
-- parameters: batch_id bigint
select batch_id, "at", who, agency, title, table_name, row_key, before, after, undoes
from changes
where batch_id = $batch_id
order by table_name, row_key
