-- Dossiers received in the period whose applicant was asked for supplements more than once. One row per dossier.
-- parameters: agency varchar, as_of date, date_from date
select
    agency,
    record_key,
    unit_id,
    official,
    received_on as day,
    1 as numerator,
    null::integer as denominator,
from dossier_states_at($as_of)
where
    agency = $agency
    and is_received
    and received_on >= $date_from
    and supplement_count > 1;
