-- Measurements entered by hand up to a day. One row per indicator, unit and date; unit_id null: the whole agency.
-- parameters: as_of date
select indicator, unit_id, day, numerator, denominator, value
from {{ source }}
where day <= $as_of
order by indicator, unit_id nulls first, day
