-- The records that some imports brought, rejected rows left out. One row per record (record_key).
-- parameters: dataset varchar, imports bigint[]
select distinct record_key
from record_versions
where dataset = $dataset and import_id in (select unnest($imports))
