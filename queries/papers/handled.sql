-- What each official handled in a period: one row per unit and official, dossiers and tasks apart.
-- late counts what was finished late in the period; overdue what stands open and late on its last day.
-- parameters: agency varchar, date_from date, date_to date, units varchar[]
with dossiers as (
    select
        unit_id,
        coalesce(official, '') as official,
        count(*) filter (is_resolved and resolved_on >= $date_from) as handled,
        count(*) filter (is_resolved and resolved_on >= $date_from and is_early) as early,
        count(*) filter (is_resolved and resolved_on >= $date_from and not is_early and not is_late) as on_time,
        count(*) filter (is_resolved and resolved_on >= $date_from and is_late) as late,
        count(*) filter (is_overdue) as overdue,
    from dossiers_at($date_to)
    where agency = $agency and is_received
    group by all
),
tasks as (
    select
        unit_id,
        coalesce(official, '') as official,
        count(*) filter (is_finished and finished_on >= $date_from) as handled,
        count(*) filter (is_finished and finished_on >= $date_from and is_early) as early,
        count(*) filter (is_finished and finished_on >= $date_from and not is_early and not is_late) as on_time,
        count(*) filter (is_finished and finished_on >= $date_from and is_late) as late,
        count(*) filter (is_overdue) as overdue,
    from tasks_at($date_to)
    where agency = $agency
    group by all
),
both_kinds as (
    select 'dossiers' as kind, * from dossiers
    union all
    select 'tasks' as kind, * from tasks
)
select
    b.kind,
    b.unit_id as unit,
    u.name as unit_name,
    b.official,
    b.handled,
    b.early,
    b.on_time,
    b.late,
    b.overdue,
    u.name ilike '%một cửa%' as is_one_stop,
from both_kinds b
left join units u on u.unit_id = b.unit_id
where b.handled + b.overdue > 0 and ($units is null or list_contains($units, b.unit_id))
order by b.kind, u.sort, u.name, b.official
