-- The rows of a list that lie in the units asked for (all: null), each with the unit that its spelling means (null where nobody
-- taught it). One row per row of the list.
-- parameters: units varchar[]
select e.agency, e.record_key, e.day, e.numerator, e.denominator, spelling.unit_id
from {{ source }} e
left join known_spellings() spelling on spelling.agency = e.agency and spelling.alias_key = e.unit_key
where $units is null or list_contains($units, coalesce(spelling.unit_id, 'unknown'))
