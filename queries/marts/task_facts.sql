-- What is true of a task of the province whatever the day one asks for. One row per task.
-- Without a due date it is on time. It exists from the day it was assigned, else from the first export that shows it.
with dated as (
    select
        tasks_current.*,
        coalesce(assigned_on, first_as_of) as given_on
    from tasks_current
)
select
    dated.agency as agency,
    dated.record_key as record_key,
    dated.unit_key as unit_key,
    dated.official as official,
    dated.given_on as assigned_on,
    dated.due_on as due_on,
    dated.finished_on as finished_on,
    due.working_days as due_worked,
    finished.working_days as ended_worked,
    case when dated.is_extended then 1 else 0 end as is_extended,
    case when dated.finished_on > dated.due_on then 1 when dated.finished_on is not null then 0 end as is_late,
    case when dated.finished_on < dated.due_on then 1 else 0 end as is_early,
    -- the first day on which it is overdue
    case
        when dated.due_on < dated.given_on then dated.given_on
        when dated.given_on is not null then cast(dated.due_on + interval '1' day as date)
    end as overdue_from,
    coalesce(dated.finished_on, date '2099-12-31') as open_until
from dated
left join calendar due on due.day = dated.due_on
left join calendar finished on finished.day = dated.finished_on
