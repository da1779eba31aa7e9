-- Makes a unit, last in the order. One row.
-- parameters: unit_id varchar, agency varchar, name varchar, short_name varchar, parent_id varchar, kind varchar, valid_from date, valid_to date, successor_id varchar
insert into units (unit_id, agency, name, short_name, parent_id, kind, valid_from, valid_to, successor_id, sort)
select
    $unit_id, $agency, $name, $short_name, $parent_id, $kind, $valid_from, $valid_to, $successor_id,
    coalesce(max(sort), 0) + 10
from units
