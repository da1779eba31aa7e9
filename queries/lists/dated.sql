-- The same rows with the days of their records, and how late each is on a day. One row per record. Names: a mart;
-- state and term, where its dataset has first due dates and due dates that may be reckoned; lasting, where all of the rows
-- stand open on the day: then the others' days are not read.
-- parameters: as_of date
select
    e.*,
    f.due_on as due,
    f.{{ due }}, -- {{ term }}
    f.term_days, -- {{ term }}
    nullif(f.open_until, date '2099-12-31') as finished,
    coalesce(f.open_until <= $as_of and f.is_late = 1, false) as is_late,
    coalesce(f.overdue_from <= $as_of and f.open_until > $as_of, false) as is_overdue,
    days_late($as_of, today.worked, f.is_late, f.overdue_from, f.open_until, f.due_worked, f.ended_worked) as days_late,
    days_late($as_of, today.worked, f.is_first_due_late, f.first_overdue_from, f.open_until, f.first_due_worked, f.ended_worked) as first_days_late, -- {{ state }}
    f.due_worked - today.worked as days_left,
from {{ source }} e
join {{ mart }} f on f.agency = e.agency and f.record_key = e.record_key
    and f.open_until > $as_of -- {{ lasting }}
cross join (select worked_days_until($as_of) as worked) today
