-- Answered late or overdue ÷ answered or overdue, of the dossiers of other agencies in which this one has a part: who has not
-- answered by the due date is late whether or not the answer came since.
-- One row per dossier answered in the period or overdue on the day.
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    answered_on as counts_from,
    cast(null as date) as counts_until,
    is_late as numerator,
    1 as denominator
from joint_dossier_facts
where answered_on is not null
union all
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    overdue_from as counts_from,
    open_until as counts_until,
    1 as numerator,
    1 as denominator
from joint_dossier_open
where overdue_from < open_until
