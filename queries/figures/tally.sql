-- The rows of an indicator of an agency, added up: what it is by unit and by day, whatever is asked. One row per spelling of a
-- unit, day or span of days, known and unknown numerators apart; `entries` counts the records.
-- parameters: indicator varchar, agency varchar
select
    $indicator as source,
    agency,
    unit_key,
    counts_from,
    counts_until,
    numerator::integer as numerator,
    denominator::integer as denominator,
    entries::integer as entries,
from {{ source }}
where agency = $agency
