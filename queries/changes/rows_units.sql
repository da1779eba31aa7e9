-- Units of an agency. One row per unit.
-- parameters: agency varchar
select unit_id, name, short_name, parent_id, kind, valid_from, valid_to, successor_id, sort
from units
where agency = $agency
order by sort, unit_id
