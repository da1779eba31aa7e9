-- The units of agencies, and the unit of rows that nobody can place. One row per unit.
-- parameters: agencies varchar[]
select unit_id, name, short_name, parent_id, kind, valid_from, valid_to, successor_id, sort
from units
where agency in $agencies or unit_id = 'unknown'
order by sort, unit_id
