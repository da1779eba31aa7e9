-- As online_by for units and procedures without excluded groups, from the sums kept per procedure and day: one row per
-- value of `by`, the largest gap first. Only where the sums are ready (figures.kept).
-- parameters: agency varchar, as_of date, date_from date, units varchar[], offered boolean, by varchar, target double
with listed as (
    select distinct k.agency, k.procedure_code, k.procedure_name
    from daily_procedures_known() k
    join procedures_known() p on p.agency = k.agency and p.record_key = k.procedure_key
    where p.service_level in ('full', 'partial')
)
select
    case $by when 'unit' then coalesce(s.unit_id, 'unknown') else d.procedure_name end as key,
    case when $by = 'unit' then coalesce(any_value(u.name), 'Chưa xác định') else key end as name,
    sum(d.online)::bigint as numerator,
    sum(d.received)::bigint as denominator,
    numerator / denominator as value,
    greatest(ceil(round($target * denominator - numerator, 6)), 0)::bigint as missing,
from daily_procedures d
left join known_spellings() s on s.agency = d.agency and s.alias_key = d.unit_key
left join units u on u.unit_id = coalesce(s.unit_id, 'unknown')
left join listed on
    listed.agency = d.agency
    and listed.procedure_code = d.procedure_code
    and listed.procedure_name = d.procedure_name
where
    d.agency = $agency
    and d.day between $date_from and $as_of
    and ($units is null or list_contains($units, coalesce(s.unit_id, 'unknown')))
    and (not $offered or listed.agency is not null)
group by key
having key is not null and sum(d.received) > 0
order by missing desc, denominator desc
