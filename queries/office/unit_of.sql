-- Which unit a record of a list belongs to: one row for a record that is known, none otherwise.
-- parameters: agency varchar, record_key varchar
select coalesce(spelling.unit_id, 'unknown') as unit_id
from {{ dataset }}_current known
left join known_spellings() spelling
    on spelling.agency = known.agency and spelling.alias_key = known.unit_key
where known.agency = $agency and known.record_key = $record_key
