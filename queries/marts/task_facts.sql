-- What is true of a task of the province whatever the day one asks for. One row per task.
-- Without a due date it is on time. It exists from the day it was assigned, else from the first export that shows it.
-- One that its status says is done, without a finishing day, is open no more: whether in time, the status says
-- (views/said_states.sql), else it is unknown. It ended by the day of its file, in time by its due date.
with worded as (
    select
        tasks_current.*,
        coalesce(assigned_on, first_as_of) as given_on,
        case when finished_on is null then said_states.said end as said
    from tasks_current
    left join said_states on said_states.agency = tasks_current.agency and said_states.status = tasks_current.status
),
dated as (
    select
        worded.*,
        case
            when said is null then finished_on
            when said <> 'late' and due_on < as_of then due_on
            else as_of
        end as ended_on
    from worded
)
select
    dated.agency as agency,
    dated.record_key as record_key,
    dated.unit_key as unit_key,
    dated.official as official,
    dated.given_on as assigned_on,
    dated.due_on as due_on,
    dated.ended_on as finished_on,
    dated.said as said,
    due.working_days as due_worked,
    finished.working_days as ended_worked,
    case when dated.is_extended then 1 else 0 end as is_extended,
    case
        when dated.finished_on > dated.due_on or dated.said = 'late' then 1
        when dated.finished_on is not null or dated.said in ('early', 'on_time') then 0
        when dated.said = 'done' and dated.due_on is null then 0
    end as is_late,
    case
        when dated.finished_on < dated.due_on or dated.said = 'early' then 1
        when dated.said = 'done' and dated.due_on is not null then null
        else 0
    end as is_early,
    -- the first day on which it is overdue
    case
        when dated.due_on < dated.given_on then dated.given_on
        when dated.given_on is not null then cast(dated.due_on + interval '1' day as date)
    end as overdue_from,
    coalesce(dated.ended_on, date '2099-12-31') as open_until
from dated
left join calendar due on due.day = dated.due_on
left join calendar finished on finished.day = dated.finished_on
