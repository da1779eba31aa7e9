-- The records that some imports of a dataset brought, rejected rows left out. One row per record (record_key).
-- parameters: imports bigint[]
select distinct record_key
from {{ dataset }}
where import_id in (select unnest($imports))
