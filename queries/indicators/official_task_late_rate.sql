-- Late or overdue ÷ finished or overdue, of the province's tasks with a named official (the 10% rule, document 3).
-- One row per task finished in the period or overdue on the day. Dossiers: official_late_rate.
-- parameters: agency varchar, as_of date, date_from date
select
    agency,
    record_key,
    unit_id,
    official,
    case when is_finished then finished_on else $as_of end as day,
    (is_late or is_overdue)::integer as numerator,
    1 as denominator,
from tasks_at($as_of)
where
    agency = $agency
    and official is not null
    and (is_overdue or (is_finished and finished_on >= $date_from));
