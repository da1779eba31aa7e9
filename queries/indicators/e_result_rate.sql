-- Electronic results ÷ resolved; a flag that no export had is unknown (null), not no. One row per dossier resolved in the period.
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    resolved_on as counts_from,
    cast(null as date) as counts_until,
    has_e_result as numerator,
    1 as denominator
from dossier_facts
where resolved_on is not null
