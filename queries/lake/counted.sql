-- Figures of an agency that are no sums of records and no report of the office: what its events with enterprises and its
-- list of procedures say. One row per indicator and day.
-- parameters: agency varchar
select agency, indicator, date, record_key, numerator, denominator
from (from enterprise_figures() union all by name from procedure_figures())
where agency = $agency
order by record_key
