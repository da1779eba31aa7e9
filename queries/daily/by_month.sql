-- Sums of all indicators that are kept per day, per month of the event: as figures/by_month, for many at once.
-- What is open belongs to the month of the day that is asked for. One row per indicator and month.
-- parameters: agency varchar, as_of date, from_day date, asked varchar[], units varchar[]
with placed as (
    select
        d.*,
        coalesce(spelling.unit_id, 'unknown') as unit_id,
        d.indicator in ('overdue_dossiers', 'first_due_overdue', 'paused_without_reason') as is_of_day,
    from daily_figures d
    left join known_spellings() spelling on spelling.agency = d.agency and spelling.alias_key = d.unit_key
    where d.agency = $agency and d.day <= $as_of and list_contains($asked, d.indicator)
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
