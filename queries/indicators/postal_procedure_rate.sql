-- Procedures offering the public post with a postal dossier ÷ those with any dossier received.
-- One row per such procedure with a dossier received in the period; its day is the as-of date.
-- parameters: agency varchar, as_of date, date_from date
select
    agency,
    record_key,
    unit_id,
    null::varchar as official,
    $as_of as day,
    (postal_count > 0)::integer as numerator,
    1 as denominator,
from procedures_used($as_of, $date_from)
where
    agency = $agency
    and has_postal;
