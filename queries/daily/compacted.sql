-- The daily sums of an agency with what stands in several rows added up. One row per indicator, spelling and day.
-- parameters: agency varchar
select
    agency,
    indicator,
    unit_key,
    day,
    sum(numerator)::bigint as numerator,
    sum(denominator)::bigint as denominator,
    sum(known)::bigint as known,
    sum(entries)::bigint as entries,
from daily_figures
where agency = $agency
group by agency, indicator, unit_key, day
having sum(entries) <> 0
