-- Online dossiers ÷ received. One row per dossier received in the period.
-- parameters: agency varchar, as_of date, date_from date
select
    agency,
    record_key,
    unit_id,
    official,
    received_on as day,
    is_online::integer as numerator,
    1 as denominator,
from dossier_states_at($as_of)
where
    agency = $agency
    and is_received
    and received_on >= $date_from;
