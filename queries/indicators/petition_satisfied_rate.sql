-- Petitioners satisfied or accepting ÷ answered and rated. One row per petition answered in the period and rated.
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    answered_on as counts_from,
    cast(null as date) as counts_until,
    is_satisfied as numerator,
    1 as denominator
from petition_facts
where answered_on is not null
    and is_rated = 1
