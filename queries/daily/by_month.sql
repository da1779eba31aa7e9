-- Sums of all indicators that are kept per day, per month of the event: as figures/by_month, for many at once.
-- What is open belongs to the month of the day that is asked for. One row per indicator and month.
-- parameters: agency varchar, as_of date, from_day date, asked varchar[], units varchar[]
with placed as (
    select *
    from daily_figures_known()
    where agency = $agency and day <= $as_of and list_contains($asked, indicator)
)
select
    indicator,
    strftime(case when is_of_day then $as_of else day end, '%Y-%m') as month,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
    sum(entries) as entries,
    sum(known) as known,
from placed
where (is_of_day or day >= $from_day) and ($units is null or list_contains($units, unit_id))
group by indicator, month
having sum(entries) > 0
order by indicator, month
