-- Online dossiers received within 8 working hours of filing ÷ online received with a filing time. One row per dossier.
-- parameters: agency varchar, as_of date, date_from date
select
    agency,
    record_key,
    unit_id,
    official,
    received_on as day,
    is_received_8h::integer as numerator,
    1 as denominator,
from dossier_receipts_at($as_of)
where
    agency = $agency
    and is_received
    and received_on >= $date_from
    and is_online
    and submitted_at is not null;
