-- Working days and hours from the calendar table (weekends, public holidays, swapped days).
-- The reference is chiso/core/worktime.py; tests compare the two.

-- number of working days from 2000-01-01 up to and including a day; null outside 2000–2045.
-- the sub-select is not correlated: it is evaluated once a query, then looked up by position.
create or replace macro worked_days_until(a_day) as (
    (select list(working_days order by day) from calendar)
    [greatest(0, datediff('day', date '2000-01-01', a_day) + 1)]
);

-- working days d with after_day < d <= until_day
create or replace macro working_days_between(after_day, until_day) as (
    worked_days_until(until_day) - worked_days_until(after_day)
);

-- seconds of office hours (7:00–11:30, 13:30–17:00) that a working day has run at a moment of it
create or replace macro office_seconds_of_day(moment) as (
    least(greatest(epoch(moment) - epoch(date_trunc('day', moment)) - 25200, 0), 16200)
    + least(greatest(epoch(moment) - epoch(date_trunc('day', moment)) - 48600, 0), 12600)
);

-- seconds of office hours from 2000-01-01 until a moment
create or replace macro office_seconds_until(moment) as (
    worked_days_until(moment::date - 1) * (28800 - office_seconds_of_day(moment))
    + worked_days_until(moment::date) * office_seconds_of_day(moment)
);

-- seconds of office hours between two moments; null where one is unknown (greatest would answer 0)
create or replace macro working_seconds(from_moment, to_moment) as (
    case
        when to_moment > from_moment then office_seconds_until(to_moment) - office_seconds_until(from_moment)
        when to_moment <= from_moment then 0
    end
);

-- the first day at whose end 8 working hours (28,800 seconds) have run since a moment; null outside 2000–2045.
-- at the end of a day its working days × 28,800 seconds have run since 2000-01-01.
create or replace macro awaited_from(moment) as (
    (
        select list(first_day order by worked)
        from (select working_days as worked, min(day) as first_day from calendar where working_days > 0 group by worked)
    )[ceil(office_seconds_until(moment) / 28800)::bigint + 1]
);
