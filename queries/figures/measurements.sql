-- Indicators that the office reports by hand: what was entered; cumulative, of each day the newest up to it counts. Of a
-- count that is how many there are: a plan and what share of it was reached may stand beside it. A plan alone is nothing
-- that was reached.
-- One row per agency, indicator, unit and date. unit_id null: for the whole agency.
-- parameters: agencies varchar[]
with entered as (
    select m.*, known.kind = 'count' and m.numerator is not null as is_count
    from measurements_known() m
    left join indicators known on known.indicator = m.indicator
    where m.agency in $agencies and (m.numerator is not null or m.value is not null)
)
select
    agency,
    indicator,
    unit_id,
    date as day,
    numerator,
    case when not coalesce(is_count, false) then denominator end as denominator,
    case when not coalesce(is_count, false) then value end as value
from entered
order by indicator, unit_id nulls first, day
