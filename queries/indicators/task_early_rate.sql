-- Tasks of the province finished before the due date ÷ finished or overdue.
-- One row per task finished in the period or overdue on the day.
-- parameters: agency varchar, as_of date, date_from date
select
    agency,
    record_key,
    unit_id,
    official,
    case when is_finished then finished_on else $as_of end as day,
    is_early::integer as numerator,
    1 as denominator,
from tasks_at($as_of)
where
    agency = $agency
    and (is_overdue or (is_finished and finished_on >= $date_from));
