-- Indicators that the office reports by hand: what was entered; cumulative, of each day the newest up to it counts.
-- One row per agency, indicator, unit and date. unit_id null: for the whole agency.
-- parameters: agencies varchar[]
select agency, indicator, unit_id, date as day, numerator, denominator, value
from measurements_known()
where agency in $agencies
order by indicator, unit_id nulls first, day
