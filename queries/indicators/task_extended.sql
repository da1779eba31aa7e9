-- Tasks of the province whose deadline was extended, finished in the period or open. One row per task.
-- parameters: agency varchar, as_of date, date_from date
select
    agency,
    record_key,
    unit_id,
    official,
    case when is_finished then finished_on else $as_of end as day,
    1 as numerator,
    null::integer as denominator,
from tasks_at($as_of)
where
    agency = $agency
    and is_extended
    and (is_open or (is_finished and finished_on >= $date_from));
