-- Open records on a day, whatever their due dates, paused ones too. One row per record.
-- parameters: agencies varchar[], as_of date
select agency, record_key, unit_key, $as_of as day, 1 as numerator, null::integer as denominator
from {{ open }}
where agency in $agencies and {{ opened }} <= $as_of and open_until > $as_of
