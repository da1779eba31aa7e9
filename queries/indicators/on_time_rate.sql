-- Resolved early or on time ÷ resolved, by the newest due date. One row per dossier resolved in the period.
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    resolved_on as counts_from,
    cast(null as date) as counts_until,
    1 - is_late as numerator,
    1 as denominator
from dossier_facts
where resolved_on is not null
