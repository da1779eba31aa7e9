-- Sums of an indicator per day of the event. One row per day with any event.
-- parameters: as_of date, from_day date, units varchar[]
select
    day,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
    count(*) as entries,
from {{ source }}
where day between $from_day and $as_of and ($units is null or list_contains($units, unit_id))
group by day
order by day
