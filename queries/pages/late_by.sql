-- Late in the year (finished late, or overdue on the day) over handled (finished, or overdue), of dossiers.
-- One row per value of `by`: unit, official, procedure, field or month; lateness by the first due date beside it.
-- parameters: agency varchar, as_of date, date_from date, units varchar[], by varchar
select
    case $by
        when 'unit' then d.unit_id
        when 'official' then d.official
        when 'procedure' then d.procedure_name
        when 'field' then d.field
        else strftime(case when d.is_resolved then d.resolved_on else $as_of end, '%Y-%m')
    end as key,
    case when $by = 'unit' then coalesce(any_value(u.short_name), 'Chưa xác định') else key end as name,
    count(*) filter (d.is_late) as late,
    count(*) filter (d.is_overdue) as overdue,
    count(*) filter (d.is_first_due_late or d.is_first_due_overdue) as first_late,
    count(*) as handled,
    (late + overdue) / count(*) as rate,
from dossier_states_at($as_of) d
left join units u on u.unit_id = d.unit_id
where
    d.agency = $agency
    and ($units is null or list_contains($units, d.unit_id))
    and (d.is_overdue or d.is_first_due_overdue or (d.is_resolved and d.resolved_on >= $date_from))
group by key
having key is not null
order by late + overdue desc, handled desc
