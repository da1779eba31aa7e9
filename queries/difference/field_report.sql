-- What is known now of the fields of a form that is being looked at (`staged`), in its own period: a form of another one
-- says something else. One row per known field.
-- parameters: agency varchar, period_from date, period_to date
select known.*
from field_report_known() known
where
    known.agency = $agency
    and known.period_from is not distinct from $period_from
    and known.period_to is not distinct from $period_to
    and known.record_key in (select record_key from staged)
