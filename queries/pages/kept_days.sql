-- As online_days without excluded groups, from the sums kept per procedure and day: one row per day with a dossier.
-- Only where the sums are ready (figures.kept).
-- parameters: agency varchar, as_of date, date_from date, units varchar[], offered boolean
with listed as (
    select distinct k.agency, k.procedure_code, k.procedure_name
    from daily_procedures_known() k
    join procedures_known() p on p.agency = k.agency and p.record_key = k.procedure_key
    where p.service_level in ('full', 'partial')
),
counted as (
    select d.day, sum(d.online) as online, sum(d.received) as received
    from daily_procedures d
    left join known_spellings() s on s.agency = d.agency and s.alias_key = d.unit_key
    left join listed on
        listed.agency = d.agency
        and listed.procedure_code = d.procedure_code
        and listed.procedure_name = d.procedure_name
    where
        d.agency = $agency
        and d.day between $date_from and $as_of
        and ($units is null or list_contains($units, coalesce(s.unit_id, 'unknown')))
        and (not $offered or listed.agency is not null)
    group by d.day
    having sum(d.received) > 0
)
select
    day,
    sum(online) over (order by day)::bigint as numerator,
    sum(received) over (order by day)::bigint as denominator,
    numerator / denominator as value,
from counted
order by day
