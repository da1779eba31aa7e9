-- The rows of indicators, added up by unit and day (figures/tally), as they are handed over. One row per indicator, spelling of a
-- unit, day or span of days.
-- parameters: indicators varchar[]
select *, null::varchar as record_key, null::varchar as official
from staged
where list_contains($indicators, source)
