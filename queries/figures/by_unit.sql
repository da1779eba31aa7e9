-- Sums of an indicator per unit: in the period, in the last three months, and in the rest of last year's period.
-- One row per unit with any event. `entries` counts the rows of the period.
-- parameters: as_of date, from_day date, recent_from date, last_from date, last_until date, units varchar[]
select
    unit_id,
    sum(numerator) filter (day >= $from_day) as numerator,
    sum(denominator) filter (day >= $from_day) as denominator,
    count(*) filter (day >= $from_day) as entries,
    count(numerator) filter (day >= $from_day) as known,
    sum(numerator) filter (day >= $recent_from) as recent_numerator,
    sum(denominator) filter (day >= $recent_from) as recent_denominator,
    sum(denominator) filter (day between $last_from and $last_until) as last_year_rest,
from {{ source }}
where day <= $as_of and ($units is null or list_contains($units, unit_id))
group by unit_id
