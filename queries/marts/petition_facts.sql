-- What is true of a petition whatever the day one asks for. One row per petition.
-- Without a due date it is answered on time.
select
    p.agency as agency,
    p.record_key as record_key,
    p.unit_key as unit_key,
    nullif('', '') as official,
    p.received_on as received_on,
    p.due_on as due_on,
    p.answered_on as answered_on,
    due.working_days as due_worked,
    answered.working_days as ended_worked,
    case when p.answered_on > p.due_on then 1 when p.answered_on is not null then 0 end as is_late,
    case when p.satisfaction is not null then 1 else 0 end as is_rated,
    case when p.satisfaction in ('satisfied', 'accepted') then 1 else 0 end as is_satisfied,
    -- the first day on which it is overdue
    case
        when p.due_on < p.received_on then p.received_on
        when p.received_on is not null then cast(p.due_on + interval '1' day as date)
    end as overdue_from,
    coalesce(p.answered_on, date '2099-12-31') as open_until
from petitions_current p
left join calendar due on due.day = p.due_on
left join calendar answered on answered.day = p.answered_on
