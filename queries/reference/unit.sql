-- One unit by its code. At most one row.
-- parameters: unit_id varchar
select unit_id, agency, name, short_name, parent_id, kind, valid_from, valid_to, successor_id
from units where unit_id = $unit_id
