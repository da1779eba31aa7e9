-- New online dossiers whose 8 working hours have run out at the end of the day. One row per dossier.
-- parameters: agency varchar, as_of date
select
    agency,
    record_key,
    unit_id,
    official,
    $as_of as day,
    1 as numerator,
    null::integer as denominator,
from dossier_receipts_at($as_of)
where
    agency = $agency
    and is_awaiting_receipt;
