-- Open, not paused, first due date before the day; received in any year. One row per dossier.
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    first_overdue_from as counts_from,
    open_until as counts_until,
    1 as numerator,
    cast(null as integer) as denominator
from dossier_open
where first_overdue_from < open_until
