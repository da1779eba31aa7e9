-- Tasks of the province open and due before the day. One row per task.
-- parameters: agency varchar, as_of date
select
    agency,
    record_key,
    unit_id,
    official,
    $as_of as day,
    1 as numerator,
    null::integer as denominator,
from tasks_at($as_of)
where
    agency = $agency
    and is_overdue;
