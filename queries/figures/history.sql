-- What came in each block of thirty days before a day (`top` of `base`), and the months with an event.
-- One row per indicator, agency, unit key and block with any.
-- parameters: as_of date
select
    indicator,
    agency,
    unit_key,
    date_diff('day', day, $as_of) // 30 as block,
    min(day) as first_day,
    list(distinct last_day(day)) as months,
    sum(numerator) as top,
    sum(denominator) as base,
from {{ source }}
group by all
