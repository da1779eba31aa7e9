-- Petitions answered by the due date ÷ answered or overdue.
-- One row per petition answered in the period or overdue on the day.
-- parameters: agency varchar, as_of date, date_from date
select
    agency,
    record_key,
    unit_id,
    official,
    case when is_answered then answered_on else $as_of end as day,
    is_on_time::integer as numerator,
    1 as denominator,
from petitions_at($as_of)
where
    agency = $agency
    and (is_overdue or (is_answered and answered_on >= $date_from));
