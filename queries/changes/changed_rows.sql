-- The rows of reference data that were changed and concern an agency, the newest change first. One row per changed row.
-- parameters: agency varchar
select batch_id, "at", who, table_name, row_key, before
from changes
where
    agency = $agency
    or table_name in ('indicators', 'name_aliases', 'day_overrides')
order by batch_id desc
