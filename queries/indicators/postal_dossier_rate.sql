-- Dossiers filed by the public post or with a result sent by it ÷ received, of procedures that offer it.
-- One row per dossier of such a procedure received in the period.
-- parameters: agency varchar, as_of date, date_from date
select
    agency,
    record_key,
    unit_id,
    official,
    received_on as day,
    (is_postal or coalesce(has_postal_result, false))::integer as numerator,
    1 as denominator,
from dossiers_by_procedure($as_of)
where
    agency = $agency
    and is_received
    and received_on >= $date_from
    and procedure_has_postal;
