-- Overdue dossiers week by week: became overdue, cleared, standing at the end. One row per week, the newest last;
-- standing = standing of the week before + new - cleared. Weeks end on the weekday of the as-of date.
-- parameters: agency varchar, as_of date, units varchar[], weeks integer
with ends as (
    select ($as_of - 7 * k::integer)::date as week
    from range($weeks) as back(k)
),
late as (
    select due_on + 1 as late_on, case when is_resolved then resolved_on end as cleared_on
    from dossier_states_at($as_of)
    where
        agency = $agency
        and ($units is null or list_contains($units, unit_id))
        and not is_paused
        and (is_overdue or is_late)
)
select
    week,
    count(*) filter (late_on > week - 7 and late_on <= week) as "new",
    count(*) filter (cleared_on > week - 7 and cleared_on <= week) as cleared,
    count(*) filter (late_on <= week and (cleared_on is null or cleared_on > week)) as standing,
from ends
left join late on true
group by week
order by week
