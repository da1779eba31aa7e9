-- What is true of a dossier of another agency in which this one has a part, whatever the day one asks for: its part alone, from
-- the day it was asked to the day it answered. Without a due date it is answered on time. One row per dossier.
select
    j.agency as agency,
    j.record_key as record_key,
    j.unit_key as unit_key,
    j.official as official,
    j.received_on as received_on,
    j.due_on as due_on,
    j.answered_on as answered_on,
    due.working_days as due_worked,
    answered.working_days as ended_worked,
    case when j.answered_on > j.due_on then 1 when j.answered_on is not null then 0 end as is_late,
    -- the first day on which it is overdue
    case
        when j.due_on < j.received_on then j.received_on
        when j.received_on is not null then cast(j.due_on + interval '1' day as date)
    end as overdue_from,
    coalesce(j.answered_on, date '2099-12-31') as open_until
from joint_dossiers_current j
left join calendar due on due.day = j.due_on
left join calendar answered on answered.day = j.answered_on
