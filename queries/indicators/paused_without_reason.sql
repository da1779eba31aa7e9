-- Open and paused without a reason. One row per dossier.
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    received_on as counts_from,
    open_until as counts_until,
    1 as numerator,
    cast(null as integer) as denominator
from dossier_open
where received_on < open_until
    and has_paused_status = 1
    and has_pause_reason = 0
