-- Late or overdue ÷ resolved or overdue, of dossiers with a named official (the 10% rule of the documents).
-- One row per dossier resolved in the period or overdue on the day. Tasks: official_task_late_rate.
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    resolved_on as counts_from,
    cast(null as date) as counts_until,
    is_late as numerator,
    1 as denominator
from dossier_facts
where resolved_on is not null
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
from dossier_facts
where overdue_from < open_until
    and official is not null
