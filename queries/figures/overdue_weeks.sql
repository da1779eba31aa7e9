-- Overdue dossiers by week (Monday): newly overdue, cleared, standing at the week's end. One row per week up to a day.
-- The newest state of each dossier tells when it was overdue; a paused one never is.
-- parameters: agency varchar, as_of date, weeks integer, units varchar[]
with spans as (
    -- overdue from the day after it was due until the day before it was finished
    select
        greatest(due_on + 1, received_on) as overdue_from,
        resolved_on as cleared_on,
    from dossier_states_at($as_of)
    where
        agency = $agency
        and is_received
        and not is_paused
        and due_on < $as_of
        and due_on + 1 < coalesce(resolved_on, $as_of + 1)
        and ($units is null or list_contains($units, unit_id))
),
weeks as (
    select date_trunc('week', $as_of)::date - (7 * number)::integer as week
    from range($weeks) counted(number)
)
select
    week,
    least(week + 6, $as_of) as until,
    count(*) filter (overdue_from between week and least(week + 6, $as_of)) as newly_overdue,
    count(*) filter (cleared_on between week and least(week + 6, $as_of)) as cleared,
    count(*) filter (
        overdue_from <= least(week + 6, $as_of) and coalesce(cleared_on > least(week + 6, $as_of), true)
    ) as standing,
from weeks
left join spans on true
group by week
order by week
