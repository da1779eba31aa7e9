-- Dossiers filed by the public post or with a result sent by it ÷ received, of procedures that offer it.
-- One row per dossier of such a procedure received in the period.
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    received_on as counts_from,
    cast(null as date) as counts_until,
    is_by_post as numerator,
    1 as denominator
from dossier_facts
where received_on is not null
    and procedure_has_postal = 1
