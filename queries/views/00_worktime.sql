-- Working days from the calendar table (weekends, public holidays, swapped days).
-- The reference is tests/worlds/working_time.py; tests compare the two.

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
