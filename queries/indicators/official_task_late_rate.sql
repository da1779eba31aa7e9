-- Late or overdue ÷ finished or overdue, of the province's tasks with a named official (the 10% rule, document 3).
-- One row per task finished in the period or overdue on the day. Dossiers: official_late_rate.
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    finished_on as counts_from,
    cast(null as date) as counts_until,
    is_late as numerator,
    1 as denominator
from task_facts
where finished_on is not null
    and official is not null
union all
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    overdue_from as counts_from,
    open_until as counts_until,
    1 as numerator,
    1 as denominator
from task_facts
where overdue_from < open_until
    and official is not null
