-- Tasks of the province finished by the due date ÷ finished or overdue.
-- One row per task finished in the period or overdue on the day.
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    finished_on as counts_from,
    cast(null as date) as counts_until,
    1 - is_late as numerator,
    1 as denominator
from task_facts
where finished_on is not null
union all
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    overdue_from as counts_from,
    open_until as counts_until,
    0 as numerator,
    1 as denominator
from task_open
where overdue_from < open_until
