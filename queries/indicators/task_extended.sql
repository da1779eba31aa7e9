-- Tasks of the province whose deadline was extended, finished in the period or open. One row per task.
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    finished_on as counts_from,
    cast(null as date) as counts_until,
    1 as numerator,
    cast(null as integer) as denominator
from task_facts
where finished_on is not null
    and is_extended = 1
union all
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    assigned_on as counts_from,
    open_until as counts_until,
    1 as numerator,
    cast(null as integer) as denominator
from task_open
where assigned_on < open_until
    and is_extended = 1
