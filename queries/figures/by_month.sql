-- Sums of an indicator per month of the event's day. One row per month with any event.
-- parameters: as_of date, from_day date, units varchar[]
select
    strftime(day, '%Y-%m') as month,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
    count(*) as entries,
    count(numerator) as known,
from {{ source }}
where day between $from_day and $as_of and ($units is null or list_contains($units, unit_id))
group by month
order by month
