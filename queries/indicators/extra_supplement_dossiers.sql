-- Dossiers received in the period whose applicant was asked for supplements more than once. One row per dossier.
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    received_on as counts_from,
    cast(null as date) as counts_until,
    1 as numerator,
    cast(null as integer) as denominator
from dossier_facts
where received_on is not null
    and supplement_count > 1
