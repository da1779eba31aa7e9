-- Online dossiers ÷ received. One row per dossier received in the period.
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    received_on as counts_from,
    cast(null as date) as counts_until,
    is_online as numerator,
    1 as denominator
from dossier_facts
where received_on is not null
