-- Which unit answers for each of some records of a list, after every hand-over. One row per record that is known.
-- parameters: agency varchar, record_keys varchar[]
select known.record_key, coalesce(spelling.unit_id, 'unknown') as unit_id
from {{ dataset }}_current known
left join handed_records held
    on held.dataset = '{{ dataset }}' and held.agency = known.agency and held.record_key = known.record_key
    and held.held_until = date '2099-12-31'
left join known_spellings() spelling
    on spelling.agency = known.agency and spelling.alias_key = coalesce(held.unit_key, known.unit_key)
where known.agency = $agency and list_contains($record_keys, known.record_key)
