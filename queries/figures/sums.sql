-- The sums of an indicator: in the period, in the last three months, and in the rest of last year's period.
-- One row per value of `by`: unit, month or day of the event, official, else what figures/of_dossiers says of a dossier.
-- `entries` counts the rows of the period, `known` those whose export had the column.
-- parameters: by varchar, from_day date, recent_from date, last_from date, last_until date
select
    case $by
        when 'unit' then unit_id
        when 'month' then strftime(day, '%Y-%m')
        when 'day' then strftime(day, '%Y-%m-%d')
        when 'official' then official
        else attribute
    end as key,
    sum(numerator) filter (day >= $from_day) as numerator,
    sum(denominator) filter (day >= $from_day) as denominator,
    count(*) filter (day >= $from_day) as entries,
    count(numerator) filter (day >= $from_day) as known,
    sum(numerator) filter (day >= $recent_from) as recent_numerator,
    sum(denominator) filter (day >= $recent_from) as recent_denominator,
    sum(denominator) filter (day between $last_from and $last_until) as last_year_rest,
from {{ source }}
group by key
order by key nulls last
