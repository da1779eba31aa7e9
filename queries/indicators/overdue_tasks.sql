-- Tasks of the province open and due before the day. One row per task.
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    overdue_from as counts_from,
    open_until as counts_until,
    1 as numerator,
    cast(null as integer) as denominator
from task_open
where overdue_from < open_until
