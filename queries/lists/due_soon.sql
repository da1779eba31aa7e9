-- Open records that fall due within some working days of a day, itself included; paused ones are never overdue and never due
-- soon. One row per record.
-- parameters: agencies varchar[], as_of date, soon integer
select agency, record_key, unit_key, $as_of as day, 1 as numerator, null::integer as denominator
from {{ open }}
where
    agency in $agencies
    and {{ opened }} <= $as_of
    and open_until > $as_of
    and overdue_from > $as_of
    and working_days_between($as_of, due_on) <= $soon
