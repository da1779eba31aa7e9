-- Late ÷ resolved, of the dossiers on which agencies work together. One row per such dossier resolved in the period.
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
    and is_interagency = 1
