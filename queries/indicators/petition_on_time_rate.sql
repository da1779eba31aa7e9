-- Petitions answered by the due date ÷ answered or overdue.
-- One row per petition answered in the period or overdue on the day.
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    answered_on as counts_from,
    cast(null as date) as counts_until,
    1 - is_late as numerator,
    1 as denominator
from petition_facts
where answered_on is not null
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
from petition_open
where overdue_from < open_until
