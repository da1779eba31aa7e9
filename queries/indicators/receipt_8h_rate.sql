-- Online dossiers received within 8 working hours of filing ÷ online received with a filing time. One row per dossier.
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    received_on as counts_from,
    cast(null as date) as counts_until,
    is_received_8h as numerator,
    1 as denominator
from dossier_facts
where received_on is not null
    and is_online = 1
    and has_filing_time = 1
