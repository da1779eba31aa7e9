-- The current records of an import that stands alone in its dataset: what current/merge answers of records with one
-- version, without looking for others. One row per record (record_key).
-- The rows of the touched keys must have been taken out before (current/forget). Names: as of current/merge.
-- parameters: agency varchar, changed bigint[]
insert into {{ dataset }}_current by name
select
    $agency as agency,
    {{ dataset }}.*,
    as_of,
    as_of as first_as_of,
    1 as versions,
    coalesce({{ end }}::date, case when {{ state }} = 'withdrawn' then as_of end) as resolved_on,
    {{ due }}::date as first_due_on,
    false as is_due_moved,  -- {{ state }}
from {{ dataset }}
join (select import_id, as_of from imports) using (import_id)
where import_id in (select unnest($changed)) and record_key is not null
