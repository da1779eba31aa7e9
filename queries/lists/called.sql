-- The same rows with what the export says of each in some columns (said), under the names of the list (called), and the person
-- whom an official's name means (meant). One row per record. Names: a dataset with a history.
select
    e.*,
    known.{{ said }} as {{ called }},
    coalesce(people.person, known.{{ meant }}) as {{ meant }},
from {{ source }} e
join {{ dataset }}_current known on known.agency = e.agency and known.record_key = e.record_key
left join named_people people on people.agency = known.agency and people.official = known.{{ meant }} and people.unit_key = known.unit_key
