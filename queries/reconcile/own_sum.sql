-- What the records themselves say for an indicator in a period, whatever was reported. One row.
-- parameters: as_of date, from_day date
select sum(numerator) as numerator, sum(denominator) as denominator, count(*) as entries
from {{ source }}
where day >= $from_day and day <= $as_of
