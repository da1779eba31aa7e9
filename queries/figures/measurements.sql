-- Indicators that the office reports by hand: what was entered up to a day; cumulative, the newest counts.
-- One row per indicator, unit and date. unit_id null: for the whole agency.
-- parameters: agency varchar, as_of date
select indicator, unit_id, date as day, numerator, denominator, value
from measurements_known()
where agency = $agency and date <= $as_of
order by indicator, unit_id nulls first, day
