-- One row per task of the province, with its state on a day: the newest knowledge and the dates in it.
-- A task without a due date is on time; a task not assigned before or on the day does not exist yet.
create or replace macro tasks_at(at_day) as table
with dated as (
    select
        t.*,
        coalesce(spelling.unit_id, 'unknown') as unit_id,
        coalesce(t.finished_on <= at_day, false) as is_finished,
        coalesce(t.assigned_on, t.first_as_of) <= at_day as is_assigned,
    from tasks_current t
    left join known_spellings() spelling
        on spelling.agency = t.agency and spelling.alias_key = t.unit_key
)
select
    *,
    is_assigned and not is_finished as is_open,
    is_finished and coalesce(finished_on < due_on, false) as is_early,
    is_finished and coalesce(finished_on <= due_on, true) as is_on_time,
    is_finished and coalesce(finished_on > due_on, false) as is_late,
    is_assigned and not is_finished and coalesce(due_on < at_day, false) as is_overdue,
    case
        when is_finished and finished_on > due_on then working_days_between(due_on, finished_on)
        when is_assigned and not is_finished and due_on < at_day then working_days_between(due_on, at_day)
        else 0
    end as days_late,
from dated;
