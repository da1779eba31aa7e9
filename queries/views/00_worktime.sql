-- Working days from the calendar table (weekends, public holidays, swapped days).
-- The reference is tests/worlds/working_time.py; tests compare the two.

-- number of working days from 2000-01-01 up to and including a day; null outside 2000–2045.
create or replace macro worked_days_until(a_day) as (
    (select dated.working_days from calendar dated where dated.day = a_day)
);

-- working days by which something is late on a day: by its end where that was late, by the day itself (day_worked: the
-- working days until it) while it is overdue
create or replace macro days_late(at_day, day_worked, is_late, overdue_from, open_until, due_worked, ended_worked) as (
    case
        when open_until <= at_day and is_late = 1 then ended_worked - due_worked
        when open_until > at_day and overdue_from <= at_day then day_worked - due_worked
        else 0
    end
);

-- working days d with after_day < d <= until_day
create or replace macro working_days_between(after_day, until_day) as (
    worked_days_until(until_day) - worked_days_until(after_day)
);
