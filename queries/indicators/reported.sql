-- Indicators that the office reports by hand: measurements as they were entered, cumulative, the newest counts.
-- One row per indicator, unit and date up to the as-of date. unit_id null: for the whole agency.
-- parameters: agency varchar, as_of date
select
    m.agency,
    m.record_key,
    m.indicator,
    m.unit_id,
    m.date as day,
    m.numerator,
    m.denominator,
    m.value,
from measurements_known() m
where
    m.agency = $agency
    and m.date <= $as_of;
