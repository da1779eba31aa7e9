-- Received and online dossiers of the year under a chosen denominator (see online_days) by unit, field or procedure,
-- and how many online dossiers are missing to the target. One row per value of `by`, the largest gap first.
-- parameters: agency varchar, as_of date, date_from date, units varchar[], offered boolean, without_excluded boolean, by varchar, target double
select
    case $by
        when 'unit' then d.unit_id
        when 'procedure' then d.procedure_name
        when 'field' then d.field
        else d.official
    end as key,
    case when $by = 'unit' then coalesce(any_value(u.name), 'Chưa xác định') else key end as name,
    count(*) filter (d.is_online) as numerator,
    count(*) filter (d.channel = 'counter') as counter,
    count(*) filter (d.channel = 'postal') as postal,
    count(*) as denominator,
    numerator / denominator as value,
    any_value(p.service_level) as service_level,
    greatest(ceil(round($target * denominator - numerator, 6)), 0)::bigint as missing,
from dossiers_by_procedure($as_of) d
left join procedures_known() p on p.agency = d.agency and p.record_key = d.procedure_key
left join units u on u.unit_id = d.unit_id
where
    d.agency = $agency
    and ($units is null or list_contains($units, d.unit_id))
    and d.is_received
    and d.received_on >= $date_from
    and (not $offered or p.service_level in ('full', 'partial'))
    and (not $without_excluded or d.exclusion_group is null)
group by key
having key is not null
order by missing desc, denominator desc
