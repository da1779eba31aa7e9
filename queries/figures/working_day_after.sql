-- The day that is some working days after a day, by the calendar of the home; null outside it. One row.
-- parameters: day date, days integer
select min(later.day) as day
from calendar later
join calendar start on start.day = $day
where later.day >= start.day and later.working_days >= start.working_days + $days
