-- Sums of all indicators that are kept per day: as figures/by_unit, for many indicators at once.
-- What is open is summed from the beginning of time up to the day. One row per indicator and unit.
-- parameters: agency varchar, as_of date, from_day date, recent_from date, asked varchar[], last_from date[], last_until date[], units varchar[]
with wanted as (
    select
        unnest($asked) as indicator,
        unnest($last_from) as last_from,
        unnest($last_until) as last_until,
),
placed as (
    select d.*, w.last_from, w.last_until
    from daily_figures_known() d
    join wanted w on w.indicator = d.indicator
    where d.agency = $agency and d.day <= $as_of
)
select
    indicator,
    unit_id,
    sum(numerator) filter (is_of_day or day >= $from_day) as numerator,
    sum(denominator) filter (is_of_day or day >= $from_day) as denominator,
    coalesce(sum(entries) filter (is_of_day or day >= $from_day), 0) as entries,
    coalesce(sum(known) filter (is_of_day or day >= $from_day), 0) as known,
    case when sum(known) filter (is_of_day or day >= $recent_from) <> 0 then sum(numerator) filter (is_of_day or day >= $recent_from) end
        as recent_numerator,
    sum(denominator) filter (is_of_day or day >= $recent_from) as recent_denominator,
    sum(denominator) filter (day between last_from and last_until) as last_year_rest,
from placed
where $units is null or list_contains($units, unit_id)
group by indicator, unit_id
