-- What the daily sums of an agency must have been made from: the imports of dossiers with their state, and the calendar.
-- One row per import, and one for the calendar.
-- parameters: agency varchar
select import_id::varchar as part, status || ' ' || coalesce(rows_loaded, 0) as state
from imports
where agency = $agency and dataset = 'dossiers'
union all
select 'calendar', sum(working_days)::varchar
from calendar
