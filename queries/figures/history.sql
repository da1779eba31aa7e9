-- What came in each block of thirty days before a day (`top` of `base`), by the month of its event (its last day).
-- One row per indicator, agency, unit key, block and month with any.
-- parameters: as_of date
select
    indicator,
    agency,
    unit_key,
    date_diff('day', day, $as_of) // 30 as block,
    last_day(day) as month,
    min(day) as first_day,
    sum(numerator) as top,
    sum(denominator) as base,
from {{ source }}
group by all
