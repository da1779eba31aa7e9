-- Procedures offering the public post with a postal dossier ÷ those with any dossier received.
-- One row per such procedure with a dossier received in the period; its day is the as-of date.
select
    agency,
    record_key,
    coalesce(procedure_unit_key, unit_key) as unit_key,
    official,
    procedure_key as counted_key,
    received_on as counts_from,
    cast(null as date) as counts_until,
    case when is_by_post = 1 then 1 else 0 end as numerator,
    1 as denominator
from dossier_facts
where received_on is not null
    and procedure_has_postal = 1
