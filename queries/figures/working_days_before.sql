-- The last day before so many working days that end with a day, by the calendar of the home; and the first day on which a
-- dossier of an agency was resolved, before which no file speaks of work done. One row.
-- parameters: agency varchar, day date, days integer
select
    max(earlier.day) as since,
    (select min(resolved_on) from dossier_facts where agency = $agency) as first_done,
from calendar earlier
join calendar today on today.day = $day
where earlier.working_days <= today.working_days - $days
