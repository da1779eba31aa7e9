-- Sums of one indicator that is kept per day, over all time up to a day. One row per day and kind of sum.
-- What is open (is_of_day) is +1 from its first day and -1 from the day it is finished.
-- parameters: agency varchar, as_of date, indicator varchar, units varchar[]
select
    day,
    is_of_day,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
    sum(known) as known,
    sum(entries) as entries,
from daily_figures_known()
where
    agency = $agency
    and indicator = $indicator
    and day <= $as_of
    and ($units is null or list_contains($units, unit_id))
group by day, is_of_day
having sum(entries) <> 0
order by day
