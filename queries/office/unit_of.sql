-- Which unit a record of a list belongs to: one row for a record that is known, none otherwise.
-- parameters: agency varchar, dataset varchar, record_key varchar
with known as (
    select 'dossiers' as dataset, agency, record_key, unit_key from dossiers_current
    union all
    select 'tasks', agency, record_key, unit_key from tasks_current
    union all
    select 'petitions', agency, record_key, unit_key from petitions_current
)
select coalesce(spelling.unit_id, 'unknown') as unit_id
from known
left join known_spellings() spelling
    on spelling.agency = known.agency and spelling.alias_key = known.unit_key
where known.agency = $agency and known.dataset = $dataset and known.record_key = $record_key
