-- New online dossiers whose 8 working hours have run out at the end of the day. One row per dossier.
select
    agency,
    record_key,
    unit_key,
    official,
    record_key as counted_key,
    awaited_from as counts_from,
    awaited_until as counts_until,
    1 as numerator,
    cast(null as integer) as denominator
from dossier_open
where awaited_from < awaited_until
